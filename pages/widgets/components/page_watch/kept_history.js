// Streamlit 1.67 puts the page of each answer into the history of the browser if the address is another one. After two quick presses of
// Back, the answer to the first comes when the address is that of the second: its page is put behind that, what lay ahead is gone, and
// Forward leads nowhere. A page that nobody asked for since Back or Forward was pressed is not put there; its answer follows by itself.
// And a page that takes a question out of its address, as ?tab=Mistakes once that tab is open, gets an entry of its own: the first press of
// Back led from the page to itself. Its new address takes the place of the one with the question.

function keepHistory(window) {
  if (window.cnnLabKeepsHistory) return;
  window.cnnLabKeepsHistory = true;
  const push = window.history.pushState.bind(window.history);
  let turned = false; // what was pressed last is Back or Forward
  window.history.pushState = (state, title, url) => {
    const there = new URL(url ?? "", window.location.href), here = new URL(window.location.href);
    if (answered(here, there)) return window.history.replaceState(state, title, url);
    if (!turned || there.pathname === here.pathname) push(state, title, url);
  };
  window.addEventListener("popstate", () => (turned = true), true);
  for (const name of ["pointerdown", "click"]) window.addEventListener(name, (e) => (turned &&= e.button !== 0), true); // 3 and 4 are Back and Forward
  window.addEventListener("keydown", (e) => (turned &&= e.key !== "Enter" && e.key !== " "), true);
}

// Whether an address is the other one without some of what is asked there.
function answered(here, there) {
  const [asked, left] = [here.searchParams, there.searchParams];
  return there.pathname === here.pathname && asked.size > left.size && [...left].every(([name, value]) => asked.get(name) === value);
}
