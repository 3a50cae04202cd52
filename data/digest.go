package data

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"runtime"
	"strings"
	"sync"
)

// runDigest is the digest of one run of pictures, written picture by picture.
type runDigest struct{ hash.Hash }

func newRunDigest() runDigest { return runDigest{sha256.New()} }

func (d runDigest) add(label uint8, rgb []byte) {
	d.Write([]byte{label})
	d.Write(rgb)
}

func (d runDigest) hex() string { return hex.EncodeToString(d.Sum(nil)) }

// setDigest is the digest of a set from the digests of its runs.
func setDigest(classNames, train, test []string) string {
	var b strings.Builder
	b.WriteString("muestra pictures 1\n")
	for _, part := range []struct {
		name  string
		lines []string
	}{{"classes", classNames}, {"train", train}, {"test", test}} {
		fmt.Fprintf(&b, "%s %d\n", part.name, len(part.lines))
		for _, line := range part.lines {
			b.WriteString(line)
			b.WriteByte('\n')
		}
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}

// runDigests reads all of p, on every core, and gives the digest of each run.
func runDigests(p Pictures) ([]string, error) {
	digests := make([]string, runs(p.Len()))
	err := eachRun(len(digests), func(r int) error {
		d := newRunDigest()
		rgb := make([]byte, PictureBytes)
		for k := r * Run; k < min((r+1)*Run, p.Len()); k++ {
			label, err := p.Read(k, rgb)
			if err != nil {
				return err
			}
			d.add(label, rgb)
		}
		digests[r] = d.hex()
		return nil
	})
	return digests, err
}

// digestOf reads all of a set.
func digestOf(set *Set) (string, error) {
	train, err := runDigests(set.Train)
	if err != nil {
		return "", err
	}
	test, err := runDigests(set.Test)
	if err != nil {
		return "", err
	}
	return setDigest(set.ClassNames, train, test), nil
}

// runs is the number of runs that n pictures make.
func runs(n int) int { return (n + Run - 1) / Run }

// eachRun calls do for 0 … n-1 on as many goroutines as there are cores, and
// returns the error of the first run, in order, that has one. After an error
// no further run is begun.
func eachRun(n int, do func(r int) error) error {
	var (
		mu     sync.Mutex
		next   int
		failed bool
		errs   = make([]error, n)
		wait   sync.WaitGroup
	)
	for range min(runtime.GOMAXPROCS(0), n) {
		wait.Go(func() {
			for {
				mu.Lock()
				r := next
				next++
				stop := r >= n || failed
				mu.Unlock()
				if stop {
					return
				}
				if err := do(r); err != nil {
					mu.Lock()
					errs[r], failed = err, true
					mu.Unlock()
				}
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
