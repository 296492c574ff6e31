/* "Kecamatan saya": chosen once and kept on this phone only; where nothing can be kept, for this page. */
(() => {
  "use strict";

  const KEY = "etalase-kecamatan"; /* "tebet Tebet": slug and name */
  let kept = "";
  try {
    kept = localStorage.getItem(KEY) || "";
  } catch { /* not allowed */ }

  const saya = {
    get slug() { return (/^[a-z0-9-]+(?= .)/.exec(kept) || [""])[0]; },
    get name() { return kept.slice(saya.slug.length + 1); },
    set: (slug, name) => {
      kept = slug && `${slug} ${name}`;
      try {
        if (kept) localStorage.setItem(KEY, kept);
        else localStorage.removeItem(KEY);
      } catch { /* not allowed */ }
      for (const show of shown) show();
    },
  };
  window.etalaseSaya = saya;

  /* ---- what pages show of it, in places that are kept free ---- */

  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = [
    ...all("select[data-saya]").map((select) => {
      select.addEventListener("change", () => saya.set(select.value, select.selectedOptions[0].text));
      return () => {
        select.value = saya.slug;
        if (select.selectedIndex < 0) select.value = "";
      };
    }),
    ...all("a[data-saya]").map((link) => {
      const before = { href: link.getAttribute("href"), text: link.textContent };
      return () => {
        const to = saya.slug && new URL(link.dataset.to.replace("{slug}", saya.slug), location.href).href;
        const there = [...document.links].find((one) => one !== link && one.href === to);
        link.href = there ? there.href : before.href;
        link.textContent = there ? link.dataset.saya.replace("{name}", saya.name) : before.text;
      };
    }),
    ...all("button[data-saya]").map((button) => {
      const { saya: slug, name } = button.dataset;
      button.addEventListener("click", () => (saya.slug === slug ? saya.set("", "") : saya.set(slug, name)));
      button.hidden = false;
      return () => button.setAttribute("aria-pressed", saya.slug === slug);
    }),
  ];
  for (const show of shown) show();
})();
