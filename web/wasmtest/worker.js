// Runs program.wasm with argv (set by the line the server puts before this file)
// and sends what it writes, and its exit status, back to the server.
// A test may start the program in another worker, to run another test there: new Worker("worker.js?run=^TestOther$").
const other = new URLSearchParams(location.search).get("run");
if (other) argv.push(`-test.run=${other}`);

if (globalThis.importScripts) importScripts("wasm_exec.js"); // a page has it already

function post(path, body) {
  const request = new XMLHttpRequest();
  request.open("POST", path, false);
  request.send(body);
}

globalThis.fs.writeSync = (fd, bytes) => {
  post("/output", bytes.slice());
  return bytes.length;
};

const go = new Go();
go.argv = argv;
go.exit = (status) => post(`/exit/${status}`);
WebAssembly.instantiateStreaming(fetch("program.wasm"), go.importObject)
  .then(({ instance }) => go.run(instance))
  .catch((error) => {
    post("/output", `${error}\n`);
    post("/exit/1");
  });
