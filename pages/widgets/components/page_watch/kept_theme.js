// Light or dark, as it was chosen, on every page: Streamlit keeps the choice under the address at which the window was loaded, and reads it
// there alone, so that a page that is loaded at another address is as the system wants it. What was not chosen in this window since is left
// as it is: another window may have chosen meanwhile.

const THEME = "stActiveTheme-";

function keepTheme(window, pages) {
  const kept = stored(window);
  const loaded = new URL(window.performance.getEntriesByType("navigation")[0].name).pathname;
  const key = Object.keys(kept).find((each) => each.startsWith(`${THEME}${loaded}-v`));
  if (!key || kept[key] === window.cnnLabTheme) return;
  window.cnnLabTheme = kept[key];
  const root = loaded.replace(/[^/]*$/, "");
  for (const page of pages) kept[THEME + root + page + key.slice((THEME + loaded).length)] = kept[key];
}

function stored(window) {
  try {
    return window.localStorage;
  } catch {
    return {}; // the browser keeps nothing, by the wish of its person
  }
}
