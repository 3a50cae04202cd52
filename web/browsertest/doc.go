// Package browsertest opens the built site in Chromium and uses it as a visitor would.
//
// The site is built and served once for all tests by the real commands (web/site), with the synthetic pictures and, where .cache/pack
// is there (make data), with CIFAR-10. Nothing is installed: without Chromium or web/node_modules the tests are skipped and say
// so, unless MUESTRA_BROWSER=required is in the environment, as `make test` has it.
//
// The page is ended at three random moments in the middle of a run, and one of its workers too, or at as many as MUESTRA_KILLS says:
// MUESTRA_KILLS=20 go test -timeout 1h -run Whatever ./web/browsertest takes ten minutes.
//
// Here is what only a browser can show: layout and the keyboard, workers that share memory, what outlives a page, processes that are killed. What models
// and components do is shown natively (app/apptest, app/view), what workers and the store do in wasm/trainer and wasm/store.
//
// Times are logged, never asserted: machines differ. What is waited for may take long (patience), since a busy machine is no reason to fail. Sizes of
// pictures and epochs are small; what is compared with the native command line is compared bit for bit. MUESTRA_EVERYTHING=1 compares it for all numbers of
// workers by both ways of sharing a batch.
package browsertest
