// What a page does in the window when another one, or another run, is shown, or when a presentation begins or ends: on a narrow screen
// the sidebar lies over the page and closes (Streamlit does that itself on telephones only), also when the page is loaded anew (Streamlit
// remembers that it was open), another page begins at its top (Streamlit's own step there is undone where the window holds on to what was in
// it), and on Train the curves of another run come into view.
// And it tells Python how large type is, which a presentation changes, and when the theme has changed, which the system may do at dusk: what
// the browser colours follows by itself, and what Python has coloured does not.

const NARROW = 768; // px, below which Streamlit lays the sidebar over the page
const AT_DESK = 15, REST = 300; // px of a rem that Python takes for granted; ms without another size, as while a window is drawn larger
const shown = (window.cnnLabShown ??= {});

export default function ({ data, parentElement: root, setStateValue }) {
  keepHistory(window);
  keepFocus(window);
  focusPopovers(window);
  watchRefusal(window);
  keepTheme(window, data.pages ?? []);
  const { page, run, live, presenting } = shown;
  Object.assign(shown, data);
  if (!(page === data.page && run === data.run && presenting === data.presenting)) {
    if (window.innerWidth < NARROW) document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
    if (page !== undefined && (page !== data.page || page === "Train")) document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
  }
  if (page !== undefined && data.page === "Train" && (run !== data.run || live !== data.live)) handOver(document, data.live);
  shown.stop?.();
  return (shown.stop = tell(root, setStateValue));
}

// The style of a presentation comes after this element, so the size is looked at when it changes. No event tells of another theme: the end of
// a transition between its colours does, where Streamlit has not called this anew by then.
function tell(root, setStateValue) {
  const probe = root.appendChild(document.createElement("div"));
  probe.style.cssText = "position: absolute; width: 0; height: 1rem; background-color: var(--st-background-color); transition: background-color 1ms";
  let timer;
  const tellType = () => {
    const size = Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize));
    if (size !== (shown.type ?? AT_DESK)) setStateValue("type", (shown.type = size));
  };
  const tellGround = () => {
    keepTheme(window, shown.pages ?? []);
    const before = shown.ground;
    shown.ground = getComputedStyle(probe).backgroundColor;
    if (before && before !== shown.ground) setStateValue("ground", shown.ground);
  };
  tellGround();
  const watch = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(tellType, REST);
  });
  watch.observe(probe);
  probe.addEventListener("transitionend", tellGround);
  return () => {
    watch.disconnect();
    clearTimeout(timer);
    probe.remove();
  };
}
