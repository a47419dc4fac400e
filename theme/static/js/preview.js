// Cards: resting on, or focusing, a name or an internal link of an article shows whom or what it leads to.
"use strict";

(() => {
  const read = new Map(); // the cards of a page, by address
  function cardOf(link) {
    const island = link.closest(".page")?.querySelector("script[data-cards]");
    if (!island?.textContent) return undefined;
    if (!read.has(island)) read.set(island, JSON.parse(island.textContent));
    return read.get(island)[dossier.addressOf(link)];
  }
  const box = document.createElement("div");
  box.className = "card";
  box.id = "card";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.append(box);
  let shown, timer;

  function hide() {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = undefined;
    box.hidden = true;
  }

  function show(link) {
    const card = cardOf(link);
    if (!card || link === shown) return;
    hide();
    const parts = [["strong", card.title], ["span", card.note], ["p", card.text]].filter(([, text]) => text);
    box.replaceChildren(...parts.map(([tag, text]) => Object.assign(document.createElement(tag), { textContent: text })));
    box.lang = card.lang ?? document.documentElement.lang;
    box.dir = "auto";
    box.hidden = false;
    const place = link.getClientRects()[0];
    const width = document.documentElement.clientWidth;
    box.style.left = Math.max(8, Math.min(place.left, width - box.offsetWidth - 8)) + scrollX + "px";
    const below = place.bottom + box.offsetHeight + 8 < innerHeight;
    box.style.top = (below ? place.bottom + 4 : place.top - box.offsetHeight - 4) + scrollY + "px";
    link.setAttribute("aria-describedby", "card");
    shown = link;
  }

  const linkOf = (event) => event.target.closest?.(".prose a[href]");
  document.addEventListener("pointerover", (event) => {
    clearTimeout(timer);
    if (box.contains(event.target)) return; // the card may be pointed at
    const link = linkOf(event);
    if (link && event.pointerType !== "touch") timer = setTimeout(() => show(link), 250);
    else if (shown) timer = setTimeout(hide, 300);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link?.matches(":focus-visible")) show(link);
    else hide();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  window.addEventListener("hashchange", hide);
})();
