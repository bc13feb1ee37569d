// A button that is pressed on the keyboard and then disabled, or gone, leaves the focus to the body. Train does when a training begins, and Stop
// when one ends by itself: then the focus goes to the other of the two, so that the keyboard stays where it was.

const BEGINS = ".st-key-stop button", ENDS = ".st-key-train button";
const SECOND = 600, MOST = 5_000; // ms: in which a second press is of the first button still; in which the other button is there
const hand = {}; // `on`: what was pressed on the keyboard last, or got the focus from here, until something else has it

function keepFocus(window) {
  if (window.cnnLabKeepsFocus) return;
  window.cnnLabKeepsFocus = true;
  const { document } = window;
  window.addEventListener("keydown", (e) => {
    Object.assign(hand, { down: true, at: performance.now() });
    if (e.key === "Enter" || e.key === " ") hand.on = document.activeElement;
  }, true);
  window.addEventListener("keyup", () => (hand.down = false), true);
  window.addEventListener("focusin", (e) => e.target !== hand.on && (hand.on = null), true);
  window.addEventListener("pointerdown", () => (hand.on = null), true);
}

// Whether the focus is where nothing can be pressed.
const lost = (document) => [null, document.body].includes(document.activeElement) || document.activeElement.disabled;

function handOver(document, live) {
  clearInterval(hand.waits);
  const until = performance.now() + MOST, from = hand.on;
  if (!from || from === document.body) return;
  hand.waits = setInterval(() => {
    const now = performance.now(), next = document.querySelector(live ? BEGINS : ENDS);
    if (hand.on !== from || now > until) return clearInterval(hand.waits);
    if (hand.down || now - hand.at < SECOND || !lost(document) || !next || next.disabled) return;
    clearInterval(hand.waits);
    hand.on = next;
    next.focus({ preventScroll: true });
  }, 50);
}
