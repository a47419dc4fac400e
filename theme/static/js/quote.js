// Copies words as a quotation: with who said them and when, the article, its sources and the address.
"use strict";

(() => {
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const textOf = (node, ...without) => {
    const copy = node.cloneNode(true);
    for (const part of copy.querySelectorAll(without.join(",") || "none")) part.remove();
    return plain(copy.textContent);
  };
  const siteName = () => plain(document.querySelector(".site-name")?.textContent ?? "");

  // The lines of a quotation; one without anything to say is left out.
  function quotation({ words, by, title, sources, address }) {
    const reported = sources.filter(Boolean).join("; ");
    return [
      dossier.say("quoted", { words }),
      by && `— ${by}`,
      [title, siteName()].filter(Boolean).join(". "),
      reported && dossier.say("reportedBy", { sources: reported }),
      address,
    ].filter(Boolean).join("\n");
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // there is no clipboard for a page over plain http
      const field = Object.assign(document.createElement("textarea"), { value: text, className: "unseen" });
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
  }

  // A statement in a table: its whole sentence, for the words alone may say something else.
  const speakerOf = (row) => [row.querySelector(".who :is(a, b)")?.textContent, row.querySelector(".role")?.textContent].filter(Boolean).join(", ");
  const dayOf = (row) => row.querySelector(".said [title]").title;
  const byOf = (row, button) => [speakerOf(row) || button.dataset.by || plain(row.querySelector(".who")?.textContent ?? ""), dayOf(row)].join(", ");

  function ofRow(button) {
    const row = button.closest("tr");
    const link = row.querySelector(".passage");
    return quotation({ words: plain(link.textContent), by: byOf(row, button), title: link.title, sources: [button.dataset.quotes], address: link.href });
  }

  // The marks beside some words: those among them, and the next one where the last words stand before it.
  function marksOf(range, block) {
    const part = range.cloneContents();
    const marks = [...part.querySelectorAll(".cited a")];
    const after = document.createRange();
    after.selectNodeContents(part);
    const last = [...part.querySelectorAll(".cited")].pop();
    if (last) after.setStartAfter(last);
    if (/[\p{L}\p{N}]/u.test(after.toString())) {
      const next = [...block.querySelectorAll(".cited")].find((mark) => range.comparePoint(mark, 0) > 0);
      marks.push(...(next?.querySelectorAll("a") ?? []));
    }
    return marks;
  }

  function sourceOf(link) {
    const source = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)))?.querySelector(".ref");
    if (!source) return "";
    const place = source.querySelector("a[href^=http]");
    return [textOf(source, ".unseen", ".external:not(cite a)").replace(/[.,;\s]+$/, ""), place?.href].filter(Boolean).join(" ");
  }

  // Words of an article's passage; where they are, or hold, those of one statement, with who said it.
  function ofPassage(range, block) {
    const page = block.closest(".page");
    const part = document.createElement("div");
    part.append(range.cloneContents());
    const words = textOf(part, ".cited", ".permalink");
    const said = [...page.querySelectorAll("tr[data-speaker]")].filter((row) => {
      const link = row.querySelector(".passage");
      const own = [...link.querySelectorAll("q")].map((q) => plain(q.textContent));
      return decodeURIComponent(link.hash) === `#${block.id}` && own.some((text) => words.includes(text) || text.includes(words));
    });
    const by = [...new Set(said.map((row) => byOf(row, row.querySelector("[data-quotes]"))))];
    const day = plain(page.querySelector("header time")?.textContent ?? "");
    const title = [plain(page.querySelector("h1").textContent), day].filter(Boolean).join(", ");
    const address = new URL(`#${encodeURIComponent(block.id)}`, location.href.replace(/[?#].*/, "")).href;
    return quotation({ words, by: by.length === 1 ? by[0] : "", title, sources: [...new Set(marksOf(range, block).map(sourceOf))], address });
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-quotes]");
    if (!button) return;
    const label = button.innerHTML;
    await copy(ofRow(button));
    button.textContent = dossier.say("copied");
    setTimeout(() => { button.innerHTML = label; }, 2000);
  });

  // The mark of a passage: of an article the whole passage as a quotation, elsewhere its address.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a.permalink");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const block = link.closest("[id]");
    const range = document.createRange();
    range.selectNodeContents(block);
    const address = new URL(link.getAttribute("href"), location.href.replace(/[?#].*/, "")).href;
    await copy(block.closest(".page-article") ? ofPassage(range, block) : address);
    link.dataset.said = dossier.say("copied");
    link.classList.add("copied");
    setTimeout(() => link.classList.remove("copied"), 1500);
  });

  // A button beside words that are selected in an article.
  const button = Object.assign(document.createElement("button"), { type: "button", className: "quote" });
  let chosen;
  function offer() {
    const selection = document.getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : undefined;
    const element = range && (range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement);
    const block = element?.closest(".page-article .prose [id]");
    if (!block || !plain(range.toString())) {
      button.remove();
      return;
    }
    chosen = [range, block];
    button.textContent = dossier.say("quote");
    block.closest(".prose > *").after(button); // so that the keyboard reaches it after the links of the passage
    const place = [...range.getClientRects()].pop();
    button.style.left = Math.max(8, Math.min(place.right, document.documentElement.clientWidth - button.offsetWidth - 8)) + scrollX + "px";
    button.style.top = place.bottom + 6 + scrollY + "px";
  }
  let timer;
  document.addEventListener("selectionchange", () => { clearTimeout(timer); timer = setTimeout(offer, 200); });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay selected
  button.addEventListener("click", async () => {
    await copy(ofPassage(...chosen));
    button.textContent = dossier.say("copied");
  });
})();
