// The service worker: the page opens without a network once it has been seen. It asks the network first, so that a visitor always has the newest
// version, and falls back to what it kept. It keeps the program, not the pictures, and removes only its own older caches.
// web/site writes two lines before it, version and files: what the site is called in the cache, and what is kept; and program.js, which says which
// program it is.
"use strict";

{
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const prefix = "muestra-";
  const mine = prefix + version;

  worker.addEventListener("install", (event) => {
    const keep = async () => {
      // Not while the page itself is loading: the files come from the browser's own cache a little later.
      await new Promise((resolve) => setTimeout(resolve, 4000));
      const cache = await caches.open(mine);
      await cache.addAll(files.map((file) => (file === "app.wasm" ? muestra.file : file)));
      await worker.skipWaiting();
    };
    event.waitUntil(keep());
  });

  worker.addEventListener("activate", (event) => {
    const old = (key) => key.startsWith(prefix) && key !== mine;
    event.waitUntil(caches.keys().then((keys) => Promise.all(keys.filter(old).map((key) => caches.delete(key)))));
  });

  worker.addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== "GET" || url.origin !== location.origin || url.pathname.includes("/pack/")) return;
    event.respondWith(
      fetch(event.request).catch(async (error) => {
        const kept = await caches.match(event.request, { ignoreSearch: true, cacheName: mine });
        if (kept) return kept;
        throw error;
      })
    );
  });
}
