// What stands above and below the picture: the buttons for the whole network, and what is to be said of it. Read in front of network_editor.js.

function barHtml(data) {
  return `<button class="adder" data-do="menu" aria-haspopup="menu" title="Behind the selected layer">+ Add a layer</button>
    <span class="told" role="status" title="${text(data.last)}">${text(data.last)}</span>
    <button data-do="undo" ${data.undo ? "" : "disabled"} title="${text(data.undo || "Nothing to undo")} (Ctrl+Z)">↶ Undo</button>
    <button data-do="redo" ${data.redo ? "" : "disabled"} title="${text(data.redo || "Nothing to redo")} (Ctrl+Y)">↷ Redo</button>`;
}

function issueHtml(issue) {
  const buttons = issue.fixes
    .map((label) => `<button data-do="fix" data-code="${text(issue.code)}" data-label="${text(label)}">${text(capital(label))}</button>`)
    .join("");
  const where = issue.index === null ? "" : `data-layer="${issue.index}"`;
  return `<div class="issue ${issue.severity}" ${where} role="${issue.severity === "error" ? "alert" : "note"}">
    <p><b>${issue.severity === "error" ? "Does not work" : "Worth a thought"}</b> ${text(issue.message)}</p><div class="fixes">${buttons}</div></div>`;
}

// Of what does not fit the issues speak.
function readyHtml({ issues, missing }) {
  if (missing) return `<p class="fine">Every layer fits. ${text(missing)}</p>`;
  return issues.length ? "" : `<p class="fine">Every layer fits. Ready to train.</p>`;
}

const capital = (label) => label.charAt(0).toUpperCase() + label.slice(1);
