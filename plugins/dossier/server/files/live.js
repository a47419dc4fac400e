// On each page of a preview: reloads it when there is something new, and shows above it what is wrong with the content.
"use strict";

(() => {
  const { shown, desk } = document.currentScript.dataset;
  let source, host;

  // A browser has six connections to a server, so a page that nobody looks at gives its own back.
  function listen() {
    if (source || document.hidden) return;
    source = new EventSource(`/desk/events?since=${shown}`);
    source.addEventListener("reload", () => {
      if (document.dispatchEvent(new CustomEvent("renewing", { cancelable: true }))) location.reload();
    });
    source.addEventListener("error", (event) => {
      if (event.data) show(JSON.parse(event.data)); // without, it is the connection that is lost
    });
  }

  function rest() {
    source?.close();
    source = undefined;
  }

  function element(name, text, ...children) {
    const made = document.createElement(name);
    made.textContent = text;
    made.append(...children);
    return made;
  }

  function open(problem, said) {
    const body = JSON.stringify({ path: problem.file, line: problem.line });
    const headers = { "Content-Type": "application/json", "X-Dossier": "1" };
    fetch("/desk/open", { method: "POST", headers, body })
      .then(async (answer) => { said.textContent = answer.ok ? "" : (await answer.json()).problem; })
      .catch(() => { said.textContent = "The desk does not answer."; });
  }

  // Everything is text: what stands in the content is never HTML here.
  function row(problem) {
    const place = problem.line ? `${problem.path}:${problem.line}` : problem.path;
    const item = element("li", "", element("code", place), element("p", problem.problem));
    if (problem.text) item.append(element("p", `found: ${problem.text}`));
    if (problem.example) item.append(element("p", `right: ${problem.example}`));
    if (desk !== undefined && problem.file) {
      const said = element("span", "");
      const button = element("button", "Open in the editor");
      button.addEventListener("click", () => open(problem, said));
      item.append(button, said);
    }
    return item;
  }

  function show(problems) {
    host?.remove();
    host = document.createElement("dossier-problems");
    const root = host.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/desk/files/live.css";
    const count = problems.length === 1 ? "1 error" : `${problems.length} errors`;
    const hide = element("button", "Hide");
    hide.addEventListener("click", () => host.remove());
    const box = element("section", "", element("h2", `${count}: this is the last good edition`), element("ul", "", ...problems.map(row)), hide);
    box.setAttribute("role", "alert");
    root.append(style, box);
    document.body.prepend(host);
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
})();
