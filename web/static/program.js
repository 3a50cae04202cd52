// Which program runs: the one with vector code, or the one for browsers without SIMD. This text stands at the head of the page, where the program
// begins to load at once, and at the head of the service worker, which keeps it.
globalThis.muestra = /** @type {Muestra} */ ({
  // A module of one function that splats an integer over a vector.
  simd:
    typeof WebAssembly === "object" &&
    new URLSearchParams(location.search).get("simd") !== "off" &&
    WebAssembly.validate(
      new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11])
    ),
});
muestra.file = muestra.simd ? "app.wasm" : "app-noasm.wasm";
if (globalThis.document)
  document.head.append(Object.assign(document.createElement("link"), { rel: "preload", href: muestra.file, as: "fetch", crossOrigin: "anonymous" }));
