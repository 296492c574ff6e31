// "Pakai nominal": fetches qris.js on a tap, and gives the basket such a button for its total.
(() => {
  "use strict";

  const first = document.querySelector(".qris[data-script]");
  if (!first) return;
  const { script, use, failed, point, currency = "Rp" } = first.dataset;
  const untouched = first.cloneNode(true);

  let loading = null;
  const load = () =>
    (loading ??= new Promise((onload, onerror) => {
      document.head.append(Object.assign(document.createElement("script"), { src: script, onload, onerror }));
    }));

  document.addEventListener("click", async ({ target }) => {
    const button = target.closest(".amounts button");
    if (!button) return;
    const block = button.closest(".qris");
    block.querySelector("details").open = true;
    try {
      await load();
      qris.show(block, Number(button.dataset.nominal));
    } catch {
      loading = null; // the next tap tries again
      block.querySelector("[role=status]").textContent = failed;
    }
  });

  document.addEventListener("keranjang", ({ detail: { total, unpriced } }) => {
    const place = document.getElementById("keranjang-bayar");
    const offered = unpriced || total > 10_000_000 ? 0 : total;
    if (!place || Number(place.dataset.total) === offered) return;
    place.dataset.total = offered;
    place.replaceChildren();
    if (!offered) return;
    const block = untouched.cloneNode(true);
    const list = block.querySelector(".amounts");
    list.innerHTML = '<button type="button" class="button quiet">';
    const button = list.firstChild;
    button.dataset.nominal = total;
    button.textContent = use.replace("{amount}", currency + String(total).replace(/\B(?=(\d{3})+$)/g, point));
    place.append(block);
  });
})();
