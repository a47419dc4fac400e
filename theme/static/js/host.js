// On the web a telephone may keep the site on its first screen; from disk a browser would refuse the file and say so.
"use strict";

(() => {
  const icon = document.querySelector("link[data-manifest]");
  if (!icon || !location.protocol.startsWith("http")) return;
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = icon.dataset.manifest;
  document.head.append(link);
})();
