// Tells Python which files did not arrive and how the server answered, or why they were not sent. Streamlit itself paints them red
// and says "AxiosError" in a hint, and a file that was chosen beside others is gone with its uploader before anybody has seen that.
// Tells, too, which file was not yet used when the page was loaded anew: it is gone with the session.

const GATHER = 300; // ms in which failures become one message, since several files fail together
const LONGEST = 300; // letters of the server's own sentence
const LOOK = 500; // ms in which Streamlit has sorted what was dropped
const OTHER_KIND = 415;
const LARGER = -1; // than its field takes
const TOLD = "This file was not taken. The message on this page says why."; // in place of a size in another kind of MB
const WAITS = "cnn-lab-upload"; // the name of a file that is not yet used, kept in this tab over a reload
const NOT_TAKEN = [[/files are not allowed/, OTHER_KIND], [/must be .* or smaller/, LARGER], [TOLD, LARGER]];

const failures = (window.cnnLabUploads ??= { list: [], timer: 0, tell: () => {} });

export default function ({ data, setTriggerValue }) {
  failures.most = data.most;
  if (failures.page !== data.page) close(); // what was said of a file on another page
  failures.page = data.page;
  failures.tell = (list) => setTriggerValue("refused", list);
  const before = sessionStorage.getItem(WAITS);
  if (before && !failures.watching && !data.waits) setTriggerValue("lost", before);
  if (data.waits) sessionStorage.setItem(WAITS, data.waits);
  else sessionStorage.removeItem(WAITS);
  if (!failures.watching) watch();
}

function watch() {
  failures.watching = true;
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.cnnLabUpload = String(method).toUpperCase() === "PUT" && String(url).includes("/_stcore/upload_file/");
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (this.cnnLabUpload) {
      const [name, file] = body instanceof FormData ? ([...body.entries()][0] ?? ["", null]) : ["", null];
      if (file?.size > failures.most) {
        failed(name, this, file.size);
        this.dispatchEvent(new ProgressEvent("error")); // as if it had been sent in vain
        return;
      }
      let cancelled = false; // by the person
      this.addEventListener("abort", () => (cancelled = true));
      this.addEventListener("loadend", () => !cancelled && !(this.status >= 200 && this.status < 300) && failed(name, this));
    }
    return send.call(this, body);
  };
  for (const event of ["drop", "change"]) document.addEventListener(event, chosen, true);
}

// Another file is the answer to what was said of the last one, and that would lie over what is said of this one.
function chosen({ type, target, dataTransfer }) {
  setTimeout(lookForNotTaken, LOOK);
  if (type === "change" ? target.type !== "file" : !dataTransfer?.files.length) return;
  close();
}

function close() {
  for (const toast of document.querySelectorAll("[data-testid=stToast]")) {
    if (/ was not taken| did not arrive/.test(toast.textContent)) toast.querySelector("button")?.click();
  }
}

// Streamlit does not send a file of a kind or a size that its field does not take.
function lookForNotTaken() {
  for (const chip of document.querySelectorAll("[data-testid=stFileChip]")) {
    const hint = chip.querySelector("[role=alert]")?.textContent ?? "";
    const status = NOT_TAKEN.find(([words]) => hint.search(words) >= 0)?.[1];
    if (chip.cnnLabTold || !status) continue;
    chip.cnnLabTold = true;
    tell({ name: chip.querySelector("[data-testid=stFileChipName]")?.title ?? "", status, said: "" });
  }
}

function failed(name, request, size = 0) {
  const said = request.getResponseHeader("x-cnn-lab-says") ? request.responseText.trim().slice(0, LONGEST) : "";
  tell({ name, status: request.status, said, size });
}

function tell(failure) {
  failures.list.push(failure);
  clearTimeout(failures.timer);
  failures.timer = setTimeout(() => failures.tell(failures.list.splice(0)), GATHER);
  if (!failures.rewording) {
    failures.rewording = new MutationObserver(reword);
    failures.rewording.observe(document.body, { childList: true, subtree: true, characterData: true });
  }
}

// The hint over the red file, and what a screen reader is told of it.
function reword() {
  for (const place of document.querySelectorAll('[role=tooltip], [data-testid=stTooltipContent], [data-testid=stFileChip] [role=alert]')) {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const said = texts.currentNode.data;
      if (/AxiosError|Network Error|status code \d/.test(said)) texts.currentNode.data = "This file did not arrive. The message on this page says why.";
      if (/must be .* or smaller/.test(said)) texts.currentNode.data = TOLD;
    }
  }
}
