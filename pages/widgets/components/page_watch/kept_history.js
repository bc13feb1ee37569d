// Streamlit 1.67 puts the page of each answer into the history of the browser if the address is another one. After two quick presses of
// Back, the answer to the first comes when the address is that of the second: its page is put behind that, what lay ahead is gone, and
// Forward leads nowhere. A page that nobody asked for since Back or Forward was pressed is not put there; its answer follows by itself.

function keepHistory(window) {
  if (window.cnnLabKeepsHistory) return;
  window.cnnLabKeepsHistory = true;
  const push = window.history.pushState.bind(window.history);
  let turned = false; // what was pressed last is Back or Forward
  window.history.pushState = (state, title, url) => {
    const other = new URL(url ?? "", window.location.href).pathname !== window.location.pathname;
    if (!turned || !other) push(state, title, url);
  };
  window.addEventListener("popstate", () => (turned = true), true);
  for (const name of ["pointerdown", "click"]) window.addEventListener(name, (e) => (turned &&= e.button !== 0), true); // 3 and 4 are Back and Forward
  window.addEventListener("keydown", (e) => (turned &&= e.key !== "Enter" && e.key !== " "), true);
}
