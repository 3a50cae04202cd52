package trainer

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall/js"

	"muestra/wasm/dom"
)

// fetcher opens files below the address base with the browser's fetch, in the context that current returns then. Only the
// page's own origin is asked, whatever the message said.
func fetcher(base string, current func() context.Context, turn func()) opener {
	return func(name string) (io.ReadCloser, error) {
		address, err := below(base, name)
		if err != nil {
			return nil, err
		}
		body, err := fetch(current(), address)
		if err != nil {
			return nil, fmt.Errorf("fetch %s: %w", name, err)
		}
		return newPatient(body, turn), nil
	}
}

// below is the address of a file in a folder of this site.
func below(base, name string) (string, error) {
	if !strings.HasSuffix(base, "/") {
		base += "/"
	}
	url, err := dom.Try(func() js.Value { return js.Global().Get("URL").New(name, base) })
	if err != nil {
		return "", fmt.Errorf("%q is no address", base)
	}
	own := js.Global().Get("location").Get("origin").String()
	if origin := url.Get("origin").String(); origin != own {
		return "", fmt.Errorf("%s is not this site", origin)
	}
	return url.Get("href").String(), nil
}

// fetch gets the whole body of an address. A file that is not there is fs.ErrNotExist. The browser stops loading when ctx ends.
func fetch(ctx context.Context, address string) ([]byte, error) {
	abort := js.Global().Get("AbortController").New()
	stop := context.AfterFunc(ctx, func() { abort.Call("abort") })
	defer stop()
	response, err := answer(ctx, js.Global(), "fetch", address, map[string]any{"signal": abort.Get("signal")})
	if err != nil {
		return nil, err
	}
	switch status := response.Get("status").Int(); {
	case status == 404 || status == 410:
		return nil, fmt.Errorf("HTTP %d: %w", status, fs.ErrNotExist)
	case status != 200:
		return nil, fmt.Errorf("HTTP %d", status)
	}
	buffer, err := answer(ctx, response, "arrayBuffer")
	if err != nil {
		return nil, err
	}
	return dom.Bytes(buffer), nil
}

// answer waits for the promise that a method returns.
func answer(ctx context.Context, of js.Value, method string, args ...any) (js.Value, error) {
	promise, err := dom.Call(of, method, args...)
	if err != nil {
		return js.Value{}, err
	}
	return dom.Await(ctx, promise)
}
