// The kill switch: what sw.js is while hub.yaml says `simpan: tidak`. Browsers that come back fetch it, it removes all
// that was kept of any shop of this hub, and itself.
"use strict";

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => {
  const end = async () => {
    const hub = new URL("..", registration.scope).href;
    const ours = (await caches.keys()).filter((name) => name.startsWith(`etalase ${hub}`));
    await Promise.all(ours.map((name) => caches.delete(name)));
    await registration.unregister();
  };
  event.waitUntil(end());
});
