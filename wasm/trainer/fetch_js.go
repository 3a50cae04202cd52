package trainer

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall/js"
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
func below(base, name string) (address string, err error) {
	defer func() { // URL throws what it cannot read
		if thrown := recover(); thrown != nil {
			err = fmt.Errorf("%q is no address", base)
		}
	}()
	if !strings.HasSuffix(base, "/") {
		base += "/"
	}
	url := js.Global().Get("URL").New(name, base)
	own := js.Global().Get("location").Get("origin").String()
	if origin := url.Get("origin").String(); origin != own {
		return "", fmt.Errorf("%s is not this site", origin)
	}
	return url.Get("href").String(), nil
}

// fetch gets the whole body of an address. A file that is not there is fs.ErrNotExist.
func fetch(ctx context.Context, address string) ([]byte, error) {
	abort := js.Global().Get("AbortController").New()
	response, err := await(ctx, abort, js.Global().Call("fetch", address, map[string]any{"signal": abort.Get("signal")}))
	if err != nil {
		return nil, err
	}
	switch status := response.Get("status").Int(); {
	case status == 404 || status == 410:
		return nil, fmt.Errorf("HTTP %d: %w", status, fs.ErrNotExist)
	case status != 200:
		return nil, fmt.Errorf("HTTP %d", status)
	}
	buffer, err := await(ctx, abort, response.Call("arrayBuffer"))
	if err != nil {
		return nil, err
	}
	from := js.Global().Get("Uint8Array").New(buffer)
	body := make([]byte, from.Length())
	js.CopyBytesToGo(body, from)
	return body, nil
}

// await waits for a promise; when ctx ends it aborts what the promise is about.
func await(ctx context.Context, abort, promise js.Value) (js.Value, error) {
	type outcome struct {
		value js.Value
		err   error
	}
	done := make(chan outcome, 1)
	var kept, broken js.Func
	kept = js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- outcome{value: args[0]}
		return nil
	})
	broken = js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- outcome{err: fmt.Errorf("%s", args[0].Call("toString").String())}
		return nil
	})
	defer kept.Release()
	defer broken.Release()
	promise.Call("then", kept, broken)
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
		abort.Call("abort")
		<-done // the promise breaks at once, and its functions are still needed for that
		return js.Value{}, ctx.Err()
	}
}
