// Select2 calls its box by what is chosen in it, so an empty one has no name. Here it also has its label's.
"use strict";

function nombrar(caja) {
  const rotulo = caja.previousElementSibling?.labels?.[0];
  const combo = caja.querySelector(".select2-selection");
  const elegido = caja.querySelector(".select2-selection__rendered");
  if (!rotulo || !combo || !elegido) return;
  rotulo.id ||= `${elegido.id}-rotulo`;
  combo.setAttribute("aria-labelledby", `${rotulo.id} ${elegido.id}`);
  elegido.removeAttribute("role"); // it is no box of its own
  elegido.removeAttribute("aria-readonly");
}

// Django's script makes them when the page is ready, and again in each row that is added.
new MutationObserver((cambios) => {
  for (const nodo of cambios.flatMap((cambio) => [...cambio.addedNodes])) {
    if (nodo.nodeType !== Node.ELEMENT_NODE) continue;
    if (nodo.matches(".select2-container")) nombrar(nodo);
    nodo.querySelectorAll(".select2-container").forEach(nombrar);
  }
}).observe(document.documentElement, { childList: true, subtree: true });
