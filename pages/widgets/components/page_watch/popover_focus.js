// Streamlit draws what a popover holds at the end of the page, and leaves the focus on its button: on the keyboard the whole page comes before
// it. One that is opened on the keyboard gets the focus here; that Escape closes it and leads back, Streamlit does.

const OPENS = '[data-testid="stPopoverButton"]', OPENED = '[data-testid="stPopoverBody"]';
const FIRST = 'a[href], button:enabled, input:enabled, textarea:enabled, select:enabled, [tabindex="0"]';
const FILLED = 3_000; // ms in which the server has sent what the popover holds

function focusPopovers(window) {
  if (window.cnnLabFocusesPopovers) return;
  window.cnnLabFocusesPopovers = true;
  const { document } = window;
  let down = false, waits;
  window.addEventListener("keyup", () => (down = false), true);
  window.addEventListener("keydown", (e) => {
    down = true;
    const button = e.target.closest?.(OPENS);
    if (!button || e.repeat || (e.key !== "Enter" && e.key !== " ")) return;
    clearInterval(waits);
    const until = performance.now() + FILLED;
    waits = setInterval(() => {
      if (document.activeElement !== button || performance.now() > until) return clearInterval(waits);
      const seen = [...document.querySelectorAll(`${OPENED} :is(${FIRST})`)].find((each) => each.checkVisibility());
      if (down || !seen || button.getAttribute("aria-expanded") !== "true") return; // a key that is still down would press what is focused
      clearInterval(waits);
      seen.focus({ preventScroll: true });
    }, 50);
  }, true);
}
