# Muestra: `make run` serves the page, `make test` passes the tests. `make help` lists the rest.

# The toolchain whose assembler knows WebAssembly's vector instructions; an older
# Go with GOTOOLCHAIN=local would refuse.
export GOTOOLCHAIN := go1.27.4
export GOFLAGS := -buildvcs=false
PORT ?= 8000
# The best compression takes a minute after each change, so make run does with less.
BROTLI := 11
# Commands and tests run in folders of their own.
export CIFAR10 := $(if $(CIFAR10),$(abspath $(CIFAR10)))

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
NODE_EXEC := $(CURDIR)/.cache/bin/node-exec
# Packages whose tests take longest: begun first, they do not keep one core waiting at the end.
LONGEST := ./wasm/trainer ./nn/recipe ./nn/train
# Packages that build for the browser, and those of them whose tests run under Node.
WASM := ./app/... ./data ./nn ./nn/history ./nn/keras/... ./nn/kernel/... ./nn/metrics ./nn/optimizers ./nn/portable ./nn/recipe/... ./nn/samples ./nn/tensor ./nn/train ./wasm/...
WASM_TESTS := $(LONGEST) ./data ./nn ./nn/history ./nn/keras ./nn/kernel ./nn/kernel/blas ./nn/optimizers ./nn/portable ./nn/recipe/... ./nn/samples ./nn/tensor ./wasm/dom ./wasm/port ./wasm/store
# Packages that have files of their own for tests with -tags noasm, or whose results those files decide. Of nn/recipe the pinned hashes are enough.
PLAIN := ./nn/cmd/muestra ./nn ./nn/kernel/... ./nn/optimizers ./nn/tensor
# Packages of the programs that people run on other processors; the rest are tests and tools.
NATIVE := ./nn/... ./data/... ./web/site
# Packages in which products are rounded before they are added. On arm64, and on amd64 from GOAMD64=v3 on, Go fuses the two where the source does not
# say so.
# data/overlay.go only draws.
NUMERICS := ./data ./nn ./nn/kernel ./nn/kernel/spec ./nn/optimizers ./nn/portable ./nn/train
# With it, tests and vet see the go-app that the page is built with, which has no server (web/site/slim.go).
CLIENT := -modfile=$(CURDIR)/.cache/client.mod
# How long each fuzz target is tried in make soak.
FUZZTIME := 15s

.PHONY: help run build data test test-native test-wasm test-browser check soak bench clean chromium firefox

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "Variables: PORT=8000 (run), CIFAR10=folder or archive of the data set (run, build, data, test)"

run: BROTLI := 5
run: build ## build everything and serve the page on http://localhost:8000 (PORT=)
	@exec .cache/bin/site serve -dir dist -port $(PORT)

build: data web/node_modules .cache/bin/site ## write dist/, a site that any static host can serve
	.cache/bin/site build -out dist -brotli $(BROTLI) $$([ ! -f .cache/pack/pack.json ] || echo -pack .cache/pack)
# Without a pack the page draws its pictures itself and says so.

data: ## find or download CIFAR-10 and write it as a pack of sprites into .cache
	go run ./data/cmd/pictures -pack .cache/pack

test: test-native test-wasm test-browser ## run every test: native, WebAssembly under Node and in Chromium, the page in Chromium and Firefox

test-native: data .cache/client.mod ## Go tests on this machine, with vector code and without
	go test $(CLIENT) $(LONGEST) $$(go list ./... | grep -v /browsertest)
	go test -tags noasm $(PLAIN)
	go test -tags noasm -run Hash ./nn/recipe

test-wasm: .cache/bin/wasmtest $(NODE_EXEC) chromium ## the same tests as WebAssembly
	GOOS=js GOARCH=wasm go test -exec "$(NODE_EXEC)" $(WASM_TESTS)
	GOOS=js GOARCH=wasm go test -tags noasm -exec "$(NODE_EXEC)" ./nn ./nn/kernel
	GOOS=js GOARCH=wasm go test -tags noasm -run Hash -exec "$(NODE_EXEC)" ./nn/recipe
	GOOS=js GOARCH=wasm go test -exec "$(CURDIR)/.cache/bin/wasmtest" -run '^Test' ./nn/kernel
	GOOS=js GOARCH=wasm go test -exec "$(CURDIR)/.cache/bin/wasmtest" -run '^TestHash' ./nn/recipe
	GOOS=js GOARCH=wasm go test -exec "$(CURDIR)/.cache/bin/wasmtest" -run '^Test' ./wasm/store
	GOOS=js GOARCH=wasm go test -exec "$(CURDIR)/.cache/bin/wasmtest" -run '^TestIndexedDB' ./wasm/trainer
	GOOS=js GOARCH=wasm WASMTEST=page go test -exec "$(CURDIR)/.cache/bin/wasmtest" -run '^Test' ./wasm/store

test-browser: data web/node_modules chromium firefox ## the page in Chromium, and one run in Firefox
	MUESTRA_BROWSER=required go test -count=1 -timeout 45m ./web/browsertest

check: .cache/bin/staticcheck .cache/client.mod web/node_modules ## format, vet, lint, types of the scripts, generated files, the same bits with other instructions of the processor
	@unformatted=$$($$(go env GOROOT)/bin/gofmt -l $$(git ls-files -co --exclude-standard '*.go')); \
	  if [ -n "$$unformatted" ]; then echo "gofmt would change: $$unformatted"; exit 1; fi
	go mod tidy -diff
	go vet $(CLIENT) ./...
	go vet -tags noasm $(PLAIN)
	GOOS=js GOARCH=wasm go vet $(CLIENT) $(WASM)
	GOOS=js GOARCH=wasm go vet -tags noasm ./nn/kernel
	.cache/bin/staticcheck ./...
	GOOS=js GOARCH=wasm .cache/bin/staticcheck $$(git ls-files '*_js.go' '*_js_test.go' | xargs -n1 dirname | sort -u | sed 's|^|./|')
# What has no file for the browser alone, the first run has seen.
	cd web && node_modules/.bin/tsc -p tsconfig.json && node_modules/.bin/tsc -p tsconfig.workers.json
	GOOS=linux GOARCH=arm64 go vet $(NATIVE)
	GOOS=linux GOARCH=arm64 go build $(NATIVE)
	@for platform in GOARCH=arm64 "GOARCH=amd64 GOAMD64=v3"; do \
	  ! env GOOS=linux $$platform go build -tags noasm -gcflags=-S $(NUMERICS) 2>&1 | grep -E '\sV?FN?M(ADD|SUB)([123]{3}S)?[SD]\s' | grep -v /data/overlay.go \
	  || { echo "$$platform: products are added unrounded: write float32(a*b) + c"; exit 1; }; \
	done
	go test ./nn/kernel/gen
	@! grep -nE '"resolved": *"https?:' web/package-lock.json || { echo "web/package-lock.json names a registry"; exit 1; }
	GOAMD64=v3 go test -run Hash ./nn ./nn/optimizers ./nn/recipe
	GOAMD64=v3 go test -tags noasm -run 'Hash|Kernels' ./nn ./nn/kernel ./nn/optimizers
	GODEBUG=cpu.avx2=off go test -run 'Hash|Kernels' ./nn ./nn/kernel ./nn/optimizers

soak: ## ten minutes more: the race detector over what has goroutines, and each fuzz target for 15 s (FUZZTIME=)
	go test -race -timeout 20m ./app/... ./nn ./nn/kernel ./nn/train/... ./wasm/port ./wasm/store ./wasm/trainer
	@git grep -oE '^func Fuzz[A-Za-z0-9]+' -- '*_test.go' | sed -E 's|^(.*)/[^/]*:func (.*)|\1 \2|' | while read -r folder target; do \
	  echo "$$folder $$target"; \
	  go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s "./$$folder" </dev/null || exit 1; \
	done
# The fuzzer shortens each find for up to a minute unless told otherwise, and tries nothing else meanwhile.

bench: .cache/bin/wasmtest chromium ## speed of the kernels and of training, natively and in Chromium
	go test -run '^$$' -bench . ./nn/kernel
	go run ./nn/cmd/muestra bench
	GOOS=js GOARCH=wasm go test -exec "$(CURDIR)/.cache/bin/wasmtest" -run '^$$' -bench . ./nn/kernel
	GOOS=js GOARCH=wasm go build -o .cache/bin/muestra.wasm ./nn/cmd/muestra
	.cache/bin/wasmtest .cache/bin/muestra.wasm bench

clean: ## delete what the targets above wrote, downloads included
	rm -rf dist .cache web/node_modules

# Programs are built for this machine even where GOOS and GOARCH are the browser's.
.cache/bin/site: FORCE
	@go build -o $@ ./web/site
.cache/bin/wasmtest: FORCE
	@go build -o $@ ./web/wasmtest
.cache/bin/staticcheck: go.mod
	go build -o $@ honnef.co/go/tools/cmd/staticcheck
	@touch $@
.cache/client.mod: go.mod go.sum web/site/slim.go web/site/client.go.txt
	go run ./web/site modules
	@touch $@
$(NODE_EXEC):
	@mkdir -p $(@D); ln -sf "$$(go env GOROOT)/lib/wasm/go_js_wasm_exec" $@
FORCE:

web/node_modules: web/package.json web/package-lock.json
	cd web && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null || { \
	  root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$root apt-get update -q && $$root apt-get install -yq --no-install-recommends chromium || { \
	  echo "make: the browser tests need Chromium: install it so that 'chromium' is on the PATH (Debian: apt-get install chromium)"; exit 1; }; }

firefox:
	@command -v firefox-esr firefox >/dev/null || { \
	  root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$root apt-get update -q && $$root apt-get install -yq --no-install-recommends firefox-esr || { \
	  echo "make: one browser test needs Firefox: install it so that 'firefox-esr' is on the PATH (Debian: apt-get install firefox-esr)"; exit 1; }; }
