// A training worker: it waits for the compiled program, runs it, and tells the page when it has ended.
// The program is the page's own; its argument says that it is to train. The first message is {module}, or {module, follow} in a worker that another worker has
// started to share its batches; everything after it
// is for the Go program (wasm/port).
"use strict";

importScripts("wasm_exec.js");

// A Go program's panic is printed, not thrown; the line that says why is kept for the page.
let lastWords = "";
const print = console.log;
console.log = (...args) => {
  const line = args.join(" ");
  const at = line.search(/^(panic: |fatal error: |runtime: )/m);
  if (at >= 0 && !lastWords) lastWords = line.slice(at).split("\n")[0].slice(0, 500);
  print(...args);
};

const exit = (code, text) => postMessage(JSON.stringify({ kind: "exit", data: { code, text: String(text).slice(0, 500) } }));

addEventListener(
  "message",
  async (event) => {
    const go = new Go();
    globalThis.trainerProgram = event.data.module;
    go.argv.push(event.data.follow ? "follow" : "lead");
    let code = 0;
    go.exit = (c) => {
      code = c;
    };
    try {
      const instance = await WebAssembly.instantiate(trainerProgram, go.importObject);
      await go.run(instance);
      exit(code, lastWords);
    } catch (error) {
      exit(code || 1, lastWords || error);
    }
  },
  { once: true }
);
