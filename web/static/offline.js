// The service worker: the page opens without a network once it has been seen. It asks the network first, so that a visitor always has the newest
// version, and falls back to what it kept. It keeps the program, not the pictures, and removes only its own older caches.
// web/site writes two lines before it, version and files: what the site is called in the cache, and what is kept; and program.js, which says which
// program it is.
"use strict";

const prefix = "muestra-";
const name = prefix + version;

addEventListener("install", (event) => {
  // Not while the page itself is loading: the files come from the browser's own cache a little later.
  const later = new Promise((resolve) => setTimeout(resolve, 4000));
  event.waitUntil(later.then(() => caches.open(name)).then((cache) => cache.addAll(files.map((file) => (file === "app.wasm" ? muestra.file : file)))).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (key) => key.startsWith(prefix) && key !== name;
  event.waitUntil(caches.keys().then((keys) => Promise.all(keys.filter(old).map((key) => caches.delete(key)))));
});

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || url.pathname.includes("/pack/")) return;
  event.respondWith(
    fetch(event.request).catch(async (error) => {
      const kept = await caches.match(event.request, { ignoreSearch: true, cacheName: name });
      if (kept) return kept;
      throw error;
    })
  );
});
