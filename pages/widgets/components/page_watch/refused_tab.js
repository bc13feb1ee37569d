// A tab whose browser is refused by the server, as when its cookie is another account's by now, would try to connect for ever, without a word
// and with what is edited lost. What the server answers to who opens the page says why: then it takes the place of the tab.

const LOOKS = 3_000; // ms between two looks; a connection that is missing at two of them is asked about
const PATIENT = 10_000; // ms in which a server that can be reached answers

function watchRefusal(window) {
  if (window.cnnLabWatchesRefusal) return;
  window.cnnLabWatchesRefusal = true;
  const { document, location } = window;
  let missing = 0, asks = false;
  window.setInterval(async () => {
    const state = document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState;
    missing = state && state !== "CONNECTED" ? missing + 1 : 0;
    if (missing < 2 || asks) return;
    asks = true;
    try {
      const asked = { headers: { accept: "text/html" }, cache: "no-store", signal: AbortSignal.timeout(PATIENT) };
      if ((await fetch(location.href, asked)).status === 403) location.reload();
    } catch {} // there is no server now: Streamlit goes on trying
    asks = false;
  }, LOOKS);
}
