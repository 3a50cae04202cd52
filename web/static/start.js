// Loads the page's program and starts it, and has the browser keep the site for times without a network.
//
// The program's components are go-app's, which asks three things of the page: that the body has a first element, whose place its components take;
// goappGetenv; and that goappOnUpdate, which it sets itself, is called when a newer version of the site has been stored.
"use strict";

// Without a root, without other internal addresses: the page is one component at whatever path.
globalThis.goappGetenv = () => "";

{
  const start = async () => {
    const loading = document.getElementById("loading");
    if (/bot|crawler|spider|crawling/i.test(navigator.userAgent)) return loading.remove(); // they would load megabytes and train nothing
    try {
      const go = new Go();
      // As it comes from the network, a browser can keep what it has compiled.
      const { module, instance } = await instantiate(fetch(muestra.file), go.importObject);
      muestra.program = module; // the workers run it too
      await muestra.scripts;
      go.run(instance).then(() => muestra.ended());
    } catch (error) {
      console.error("loading wasm failed: ", error);
      const [en, es] = ["The page's program could not be loaded", "No se pudo cargar el programa de la página"];
      muestra.failed(`${en} (${error}). Reload the page to try again.`, `${es} (${error}). Vuelve a cargar la página para intentarlo de nuevo.`);
    }
    loading.remove();
  };

  const instantiate = async (response, imports) =>
    WebAssembly.instantiateStreaming ? WebAssembly.instantiateStreaming(response, imports) : WebAssembly.instantiate(await (await response).arrayBuffer(), imports);

  const keep = async () => {
    try {
      if (!navigator.serviceWorker) return;
      const registration = await navigator.serviceWorker.register("offline.js");
      registration.addEventListener("updatefound", () => {
        const next = registration.installing;
        next.addEventListener("statechange", () => {
          if (next.state === "installed" && navigator.serviceWorker.controller) globalThis.goappOnUpdate?.();
        });
      });
    } catch (error) {
      console.error("the site cannot be kept for times without a network:", error);
    }
  };

  addEventListener("beforeinstallprompt", (event) => event.preventDefault()); // who wants to install it finds it in the browser's menu
  if (muestra.runs) start();
  keep();
}
