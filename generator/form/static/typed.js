// On the way to the first publication, "Back" keeps what is half typed: it is there when the screen comes again.
// It stays in this tab, and is forgotten once it is sent.
(() => {
  "use strict";

  if (location.pathname.endsWith("/keluar")) {
    document.addEventListener("submit", () => sessionStorage.clear()); // the phone is passed on
    return;
  }
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const key = `typed ${location.pathname}`;
  const fields = [...form.querySelectorAll("input:not([type=hidden], [type=file], [type=checkbox], [type=radio]), textarea")];

  let kept = {};
  try {
    kept = JSON.parse(sessionStorage.getItem(key)) || {};
  } catch {
    return; // a browser that keeps nothing
  }
  const keep = (found) => sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(found.map((field) => [field.name, field.value]))));
  // a page that refuses an answer says itself what was typed
  const refused = document.querySelector("main > .note.bad[role=alert]");
  if (refused) keep(fields);
  for (const field of fields) {
    const typed = kept[field.name];
    if (refused || typeof typed !== "string" || typed === field.value) continue;
    field.value = typed;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.addEventListener("input", () => keep(fields.filter((field) => field.value !== field.defaultValue)));
  form.addEventListener("submit", () => sessionStorage.removeItem(key));
})();
