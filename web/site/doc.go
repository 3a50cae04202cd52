// Command site builds the static site and serves it.
//
//	go run ./web/site build [-out dist] [-pack DIR] [-brotli 11]
//	go run ./web/site serve [-dir dist] [-port 8000]
//
// What build writes is a plain folder for any static host, at the root of a domain or below it: all addresses in
// it are relative.
//
//	index.html offline.js   from web/static, with program.js and what depends on the build in them (see page.go)
//	app.wasm              the program of the page and its workers: wasm/page; app-noasm.wasm is the same for browsers without SIMD
//	wasm_exec.js          from the toolchain that built the two
//	*.js manifest.webmanifest   from web/static
//	style.css             the sheets of web/static/css, one after the other (see styles.go)
//	icon.svg icon-*.png   drawn by icon.go
//	pico.css uplot.css uplot.js   from web/node_modules, pinned in web/package.json
//	sample_*.csv          recorded runs, from nn/samples/reference
//	pack/                 the pictures, as data writes them; without it the page trains on its synthetic set
//	*.br                  the same files compressed
//	_headers              the headers below, for hosts that read such a file
//
// serve sends each file with its own type, compressed where the browser takes Brotli, with a content hash as ETag
// and no-cache, and isolated from other origins so that workers can share memory.
package main
