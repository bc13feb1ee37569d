// What a page does in the window when another one, or another run, is shown, or when a presentation begins or ends: on a narrow screen
// the sidebar lies over the page and closes (Streamlit does that itself on telephones only), and on Train the curves come into view.

const NARROW = 768; // px, below which Streamlit lays the sidebar over the page
const shown = (window.cnnLabShown ??= {});

export default function ({ data }) {
  keepHistory(window);
  const { page, run, presenting } = shown;
  Object.assign(shown, data);
  if (page === undefined || (page === data.page && run === data.run && presenting === data.presenting)) return;
  if (window.innerWidth < NARROW) document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
  if (page === "Train" && data.page === page) document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
}
