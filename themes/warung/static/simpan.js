// "Simpan toko" and taking it back; fetched at the first tap. What is kept, and for how long, is up to sw.js.
(() => {
  "use strict";

  const MOST = 20; // shops
  const PATIENCE = 60000; // milliseconds for all files of the shop's page
  const workers = navigator.serviceWorker;
  const shop = new URL(".", document.querySelector("link[rel=manifest]").href).href; // also from a page in en/
  const start = `etalase ${new URL("..", shop).href}`;

  const drop = async (scope) => {
    await caches.delete(`etalase ${scope}`);
    const found = await workers.getRegistration(scope);
    if (found?.scope === scope) await found.unregister();
  };

  const lastUsed = async (name) => {
    const found = await (await caches.open(name)).match(`${name.slice(8)}?dipakai`);
    return Number(found?.headers.get("etalase-disimpan"));
  };

  const makeRoom = async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith(start) && name !== `etalase ${shop}`);
    const dated = await Promise.all(names.map(async (name) => [await lastUsed(name), name.slice(8)]));
    dated.sort((a, b) => a[0] - b[0]);
    for (const [, scope] of dated.slice(0, Math.max(0, dated.length - MOST + 1))) await drop(scope);
  };

  const keep = async () => {
    await makeRoom();
    if (!(await caches.has(`etalase ${shop}`))) await drop(shop); // a worker that has lost what it kept
    const registration = await workers.register(new URL("../sw.js", shop), { scope: shop });
    const worker = registration.installing || registration.waiting || registration.active;
    await new Promise((done) => {
      const look = () => /^(activated|redundant)$/.test(worker.state) && done();
      worker.addEventListener("statechange", look);
      setTimeout(done, PATIENCE);
      look();
    });
    // Where the hub has switched it off, the worker is gone by now, and so is all that it kept.
    const found = await workers.getRegistration(shop);
    return worker.state === "activated" && found?.scope === shop && caches.has(`etalase ${shop}`);
  };

  window.etalaseKeep = async (button) => {
    const { dataset } = button;
    const status = button.closest(".row").querySelector("[role=status]");
    button.disabled = true;
    status.textContent = dataset.busy;
    const kept = dataset.kept ? null : await keep().catch(() => false);
    if (!kept) await drop(shop);
    if (kept !== false) dataset.kept = kept ? "1" : "";
    button.lastElementChild.textContent = kept ? dataset.undo : dataset.do;
    status.textContent = kept ? dataset.done : kept === null ? dataset.undone : dataset.failed;
    button.disabled = false;
  };
})();
