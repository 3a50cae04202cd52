package main

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// official is where CIFAR-10's binary version comes from.
var official = download{
	url:   "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
	md5:   "c32a1d4ab5d03f1284b67883e8d87530",
	most:  256 << 20,
	tries: 5,
	wait:  time.Second,
	stall: 30 * time.Second,
}

// download is a file on a server, known by its MD5.
type download struct {
	url   string
	md5   string
	most  int64         // bytes; no sane answer is longer
	tries int           // connections in one run, if the first brings something
	wait  time.Duration // before a further connection
	stall time.Duration // without a byte, after which a connection counts as broken
}

// client gives up on a server that cannot be reached within seconds, so that a
// machine without network does not wait, and leaves the rest to stall.
var client = &http.Client{Transport: &http.Transport{
	Proxy:                 http.ProxyFromEnvironment,
	DialContext:           (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
	TLSHandshakeTimeout:   10 * time.Second,
	ResponseHeaderTimeout: 15 * time.Second,
}}

// localError is a failure of this machine, a full disk for example, which no
// other server mends.
type localError struct{ error }

func (e *localError) Unwrap() error { return e.error }

// errStalled ends a connection that brings nothing.
var errStalled = errors.New("the server sends nothing more")

// errWrongSum is a whole file with other bytes than the official one.
var errWrongSum = errors.New("what came is not the file asked for")

// matches says whether the file at path is the one meant, byte for byte.
func (d *download) matches(path string) bool {
	sum, err := md5Of(path)
	return err == nil && sum == d.md5
}

func md5Of(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := md5.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// fetch downloads to path. The bytes gather in path.part, which outlives an
// interruption and is gone on with; path appears when its checksum is right.
func (d *download) fetch(ctx context.Context, path string, newMeter func(total int64) meter) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return &localError{err}
	}
	part := path + ".part"
	resumed := exists(part)
	err := d.complete(ctx, part, newMeter)
	if resumed && errors.Is(err, errWrongSum) {
		// The beginning may be of another time: once more, from nothing.
		os.Remove(part)
		err = d.complete(ctx, part, newMeter)
	}
	if errors.Is(err, errWrongSum) {
		os.Remove(part)
	}
	if came := size(part); err != nil && came > 0 {
		return fmt.Errorf("download %s: %w; %d MB have come and are kept, the next run goes on from there", d.url, err, came/1e6)
	}
	if err != nil {
		return fmt.Errorf("download %s: %w", d.url, err)
	}
	if err := os.Rename(part, path); err != nil {
		return &localError{err}
	}
	return nil
}

// complete brings part to its end, over several connections if need be, and
// checks its sum.
func (d *download) complete(ctx context.Context, part string, newMeter func(total int64) meter) error {
	for try := 1; ; try++ {
		got, err := d.connect(ctx, part, newMeter)
		if err == nil {
			break
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		var local *localError
		unreachable := try == 1 && got == 0
		if unreachable || try == d.tries || errors.As(err, &local) || errors.Is(err, errWrongSum) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(d.wait):
		}
	}
	sum, err := md5Of(part)
	if err != nil {
		return &localError{err}
	}
	if sum != d.md5 {
		return fmt.Errorf("%w: its MD5 is %s, want %s", errWrongSum, sum, d.md5)
	}
	return nil
}

// connect asks once for what part lacks, and appends what comes. It returns
// how many bytes that were.
func (d *download) connect(ctx context.Context, part string, newMeter func(total int64) meter) (int64, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	have := size(part)
	answer, err := d.ask(ctx, have)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	mode := os.O_CREATE | os.O_WRONLY | os.O_APPEND
	switch {
	case answer.StatusCode == http.StatusRequestedRangeNotSatisfiable && have > 0:
		return 0, nil // there is no more: the checksum decides
	case answer.StatusCode == http.StatusOK:
		have = 0
		mode = os.O_CREATE | os.O_WRONLY | os.O_TRUNC
	case answer.StatusCode == http.StatusPartialContent && continues(answer, have):
	default:
		return 0, fmt.Errorf("the server answers %s", answer.Status)
	}
	total := have + answer.ContentLength // one less than have if unknown
	if total > d.most {
		return 0, fmt.Errorf("%w: it has %d bytes", errWrongSum, total)
	}
	file, err := os.OpenFile(part, mode, 0o644)
	if err != nil {
		return 0, &localError{err}
	}
	bar := newMeter(max(total, have))
	defer bar.end()
	got, err := d.copy(file, answer.Body, have, bar, cancel)
	if closing := file.Close(); closing != nil {
		return got, &localError{closing}
	}
	if cause := context.Cause(ctx); err != nil && cause != nil {
		err = cause // that it stalled, rather than what cancelling did to the connection
	}
	return got, err
}

func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// ask requests the file from byte have on.
func (d *download) ask(ctx context.Context, have int64) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, d.url, nil)
	if err != nil {
		return nil, err
	}
	// Else the transport may unpack what looks packed.
	request.Header.Set("Accept-Encoding", "identity")
	if have > 0 {
		request.Header.Set("Range", fmt.Sprintf("bytes=%d-", have))
	}
	answer, err := client.Do(request)
	var failure *url.Error
	if errors.As(err, &failure) {
		err = failure.Err // without the address, which the caller names
	}
	return answer, err
}

// continues says whether a partial answer begins at byte have.
func continues(answer *http.Response, have int64) bool {
	var from int64
	_, err := fmt.Sscanf(answer.Header.Get("Content-Range"), "bytes %d-", &from)
	return err == nil && from == have
}

// copy writes body to file, moves the bar, and cancels the request when
// nothing comes for too long.
func (d *download) copy(file io.Writer, body io.Reader, have int64, bar meter, cancel context.CancelCauseFunc) (int64, error) {
	watch := time.AfterFunc(d.stall, func() { cancel(errStalled) })
	defer watch.Stop()
	buffer := make([]byte, 128<<10)
	got := int64(0)
	for {
		n, err := body.Read(buffer)
		watch.Reset(d.stall)
		if _, failed := file.Write(buffer[:n]); failed != nil {
			return got, &localError{failed}
		}
		got += int64(n)
		bar.set(have + got)
		if have+got > d.most {
			return got, fmt.Errorf("%w: it has more than %d bytes", errWrongSum, d.most)
		}
		if err == io.EOF {
			return got, nil
		}
		if err != nil {
			return got, err
		}
	}
}
