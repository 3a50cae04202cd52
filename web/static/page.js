// Runs before anything else on the page but program.js, the page's program included.
"use strict";

// A browser may refuse its storage, to a frame in another site for one; the names themselves throw then, and go-app would end when it starts. It gets
// something that is empty.
for (const name of ["localStorage", "sessionStorage"]) {
  try {
    globalThis[name].length;
  } catch {
    Object.defineProperty(globalThis, name, { value: {}, configurable: true });
  }
}

// scripts are there when the document is, since they are deferred.
muestra.scripts = new Promise((there) => addEventListener("DOMContentLoaded", there, { once: true }));

// go-app reads the address with Go's url.Parse and falls over a percent sign that starts no escape (#lr=100%). So the fragment is mended before
// go-app sees it, here and at each change; the text as it came is kept for the message. The page reads it in onlink.
(() => {
  const mend = () => {
    const raw = location.hash.slice(1);
    const mended = raw.replace(/%(?![0-9a-fA-F]{2})/g, "%25");
    muestra.damagedLink = mended === raw ? "" : raw;
    if (mended !== raw) history.replaceState(history.state, "", "#" + mended);
  };
  mend();
  addEventListener("popstate", (event) => {
    mend();
    event.stopImmediatePropagation(); // there is one page; a fragment is no place on it for go-app to scroll to
  });
  addEventListener("hashchange", () => {
    mend();
    if (muestra.onlink) muestra.onlink();
  });
})();

// busy says whether something would be lost by leaving the page, and whether the screen should stay lit. The browser asks before it leaves only
// while there is something to lose; at other times listening would cost the quick way back to the page.
{
  const ask = (event) => {
    if (event.isTrusted && navigator.userActivation?.hasBeenActive === false) return; // the browser would not ask, and complain
    event.preventDefault();
    event.returnValue = true; // for browsers that look at nothing else
  };
  let lit = false;
  let lock = null; // a promise of a lock on the screen, which the browser takes back when the page is hidden
  const light = () => {
    if (!lit || lock || !navigator.wakeLock || document.visibilityState !== "visible") return;
    const mine = (lock = navigator.wakeLock.request("screen"));
    const lost = () => {
      if (lock === mine) lock = null;
    };
    mine.then((held) => {
      held.addEventListener("release", lost);
      if (lock !== mine) held.release();
    }, lost); // a low battery, for one
  };
  document.addEventListener("visibilitychange", light);
  muestra.busy = (losing, shine) => {
    (losing ? addEventListener : removeEventListener)("beforeunload", ask);
    lit = shine;
    if (lit) return light();
    const mine = lock;
    lock = null;
    mine?.then((held) => held.release(), () => {});
  };
}

// A phone or tablet runs on a battery, and a worn one soon gets warm.
muestra.phone = navigator.userAgentData?.mobile ?? (matchMedia("(pointer: coarse)").matches && Math.min(screen.width, screen.height) < 800);

// fetchText gets a file of the site and tells done its text, and what went wrong.
muestra.fetchText = async (file, done) => {
  try {
    const response = await fetch(file);
    if (!response.ok) throw new Error(`${file}: HTTP ${response.status}`);
    const text = await response.text();
    done(text, "");
  } catch (error) {
    done("", String(error.message || error));
  }
};

/** @type {(selector: string) => HTMLElement | null} */
const element = (selector) => document.querySelector(selector);
/** @type {(selector: string) => NodeListOf<HTMLElement>} */
const elements = (selector) => document.querySelectorAll(selector);

// pace is how the page scrolls: at once for those who want nothing to move.
const pace = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

// reveal brings a part of the page into view where the screen is too small to show it beside the rest.
muestra.reveal = (id) => {
  if (matchMedia("(min-width: 800px)").matches) return;
  document.getElementById(id).scrollIntoView({ behavior: pace(), block: "start" });
};

// handOn moves the keyboard to a button as soon as it is shown, when the one that was pressed has gone and taken the focus with it.
muestra.handOn = (testid) => {
  const until = performance.now() + 3000;
  const pressed = document.activeElement;
  const look = () => {
    const button = element(`[data-testid="${testid}"]`);
    const at = document.activeElement;
    if (at && at !== document.body && at !== pressed) return; // the visitor has moved on
    if (button && !button.hidden) button.focus({ preventScroll: true });
    else if (performance.now() < until) setTimeout(look, 50);
  };
  look();
};

// point outlines one part of the page for the tour, whose text takes the keyboard; an empty selector ends it.
muestra.point = (selector) => {
  for (const old of elements("[data-pointed]")) delete old.dataset.pointed;
  const part = selector && element(selector);
  if (!part) return element("[data-testid=train]:not([hidden])")?.focus({ preventScroll: true });
  part.dataset.pointed = "";
  const tour = document.getElementById("tour");
  if (tour) tour.toggleAttribute("data-low", !!part.closest("header")); // on phones it is on top otherwise
  const behavior = pace();
  setTimeout(() => { // the tour's new text is there
    const { top, bottom } = tour?.getBoundingClientRect() ?? {};
    if (top < innerHeight / 4 && getComputedStyle(part).position !== "fixed" && !part.querySelector("[data-testid=train]")) {
      scrollBy({ behavior, top: part.getBoundingClientRect().top - bottom - 12 });
    } else part.scrollIntoView({ behavior, block: part.offsetHeight > innerHeight / 2 ? "start" : "center" });
  }, 60);
  setTimeout(() => document.getElementById("tour")?.focus({ preventScroll: true }), 250);
};

// uncover scrolls to what somebody has opened where hardly any of it is in the window: it begins in the middle then, with what opened it above.
muestra.uncover = (id) => {
  const top = document.getElementById(id)?.getBoundingClientRect().top;
  if (!(top > innerHeight * 0.7)) return;
  scrollBy({ behavior: pace(), top: top - innerHeight * 0.45 });
};

// lead takes the visitor and the keyboard to the first of some parts of the page that there is, as soon as there is one.
muestra.lead = (...selectors) => {
  const until = performance.now() + 3000;
  const look = () => {
    const part = selectors.map(element).find((e) => e);
    if (part) {
      part.scrollIntoView({ block: "center" });
      part.focus({ preventScroll: true });
    } else if (performance.now() < until) setTimeout(look, 50);
  };
  look();
};

muestra.enlarge = (large) => document.documentElement.classList.toggle("large", large);

// download hands the visitor a Blob, or a text of a type, as a file.
muestra.download = (name, content, type = "text/csv") => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};

// broken is state() of a page whose own program never answered.
muestra.broken = (error) =>
  JSON.stringify({ state: "error", sample: 0, epoch: 0, step: 0, history: [], imagesPerSecond: 0, workers: 0, transport: "transfer", simd: muestra.simd, dataset: "synthetic", weightsSHA256: "", error });

// state() is what tools ask; the README has its fields. The Go program answers through expose(); what it said last stays available when it is
// gone, and the visitor is told.
muestra.expose = (ask) => {
  let last = muestra.broken("");
  muestra.state = () => {
    try {
      return (last = ask());
    } catch (error) {
      clearInterval(watch);
      const es = document.documentElement.lang === "es";
      const text = es
        ? "El programa de la página se ha detenido por un error. Vuelve a cargarla para seguir."
        : "The page's program has stopped because of an error. Reload the page to go on.";
      muestra.failed(text, text);
      return JSON.stringify({ ...JSON.parse(last), state: "error", error: text });
    }
  };
  const watch = setInterval(muestra.state, 3000);
};

// failed says in words why the page's own program cannot run, where Go cannot say it any more.
muestra.failed = (en, es) => {
  const text = navigator.language.toLowerCase().startsWith("es") ? es : en;
  if (!muestra.state) muestra.state = () => muestra.broken(text);
  const show = () => {
    if (document.getElementById("fatal")) return;
    const box = document.createElement("div");
    box.id = "fatal";
    box.setAttribute("role", "alert");
    // There is one place that says what is wrong: the program's own will not say any more.
    for (const old of elements("[data-testid=error]")) {
      old.hidden = true;
      delete old.dataset.testid;
    }
    box.dataset.testid = "error";
    box.textContent = text;
    document.body.append(box);
  };
  if (document.body) show();
  else addEventListener("DOMContentLoaded", show);
};

// ended is called when the program is at its end, which it only comes to by an error.
muestra.ended = () => {
  if (muestra.state) return muestra.state(); // which says so
  muestra.failed(
    "The page's program has stopped while it started. Reload the page to try again.",
    "El programa de la página se ha detenido al empezar. Vuelve a cargarla para intentarlo de nuevo."
  );
};

// runs says whether this browser runs WebAssembly at all.
muestra.runs = typeof WebAssembly === "object";
if (!muestra.runs)
  muestra.failed(
    "This browser has no WebAssembly, or it is switched off, so nothing can be trained here. A current Firefox, Chrome, Edge or Safari will do.",
    "Este navegador no tiene WebAssembly, o está desactivado, así que aquí no se puede entrenar nada. Sirve un Firefox, Chrome, Edge o Safari actual."
  );
