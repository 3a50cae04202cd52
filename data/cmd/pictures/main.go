package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"muestra/data"
)

func main() {
	var m maker
	flag.StringVar(&m.pack, "pack", filepath.Join(".cache", "pack"), "`folder` to write the pack into")
	flag.StringVar(&m.named, "source", os.Getenv("CIFAR10"), "`path` of the data set: a folder, a .tar.gz or a pack (default $CIFAR10)")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "pictures: unexpected argument %q\n", flag.Arg(0))
		os.Exit(2)
	}
	root, err := repositoryRoot()
	if err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
	m.beside = filepath.Join(root, "..", "shared", "cifar10")
	m.archive = filepath.Join(root, ".cache", "cifar-10-binary.tar.gz")
	m.official = official
	m.out, m.terminal = os.Stderr, isTerminal(os.Stderr)
	if err := m.make(); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

// repositoryRoot is the nearest folder above this one, or this one, that
// holds a go.mod.
func repositoryRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for !exists(filepath.Join(dir, "go.mod")) {
		if dir == filepath.Dir(dir) {
			return "", errors.New("this is not inside the repository: there is no go.mod here or above")
		}
		dir = filepath.Dir(dir)
	}
	return dir, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// maker makes a pack from the first source that is there.
type maker struct {
	pack     string   // folder of the pack
	named    string   // source that was asked for, or ""
	beside   string   // folder that is picked up by default
	archive  string   // where the official archive is kept
	official download // where it comes from
	out      io.Writer
	terminal bool // whether out shows a moving bar
}

func (m *maker) make() error {
	switch {
	case m.named != "":
		return m.makeFrom(m.named)
	case holdsPictures(m.beside):
		return m.makeFrom(m.beside)
	}
	if digest, err := data.PackDigest(m.pack); err == nil && digest == data.CIFAR10Digest {
		m.say("the pack in %s is complete", m.pack)
		return nil
	}
	if !m.official.matches(m.archive) {
		if err := m.fetch(); err != nil {
			return m.doWithout(err)
		}
	}
	return m.makeFrom(m.archive)
}

// holdsPictures says whether a folder that nobody named is meant as a source.
func holdsPictures(dir string) bool {
	return exists(filepath.Join(dir, "data_batch_1.bin")) || exists(filepath.Join(dir, "pack.json"))
}

// fetch downloads the official archive. Ctrl-C ends it; what has come is kept.
func (m *maker) fetch() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return m.official.fetch(ctx, m.archive, func(total int64) meter {
		return newMeter(m.out, m.terminal, "CIFAR-10 from "+m.official.url, total, true)
	})
}

// doWithout says in one line why there are no real pictures. Only what the
// user can mend here, or has stopped, is an error.
func (m *maker) doWithout(cause error) error {
	var local *localError
	if errors.As(cause, &local) {
		return cause
	}
	if errors.Is(cause, context.Canceled) {
		return cause
	}
	if exists(filepath.Join(m.pack, "pack.json")) {
		if err := os.RemoveAll(m.pack); err != nil {
			return err
		}
	}
	m.say("no copy of CIFAR-10 and no way to get one (%v): the synthetic set is used; CIFAR10=<folder or archive> names a copy", cause)
	return nil
}

// makeFrom makes the pack from one source, unless it holds that already.
func (m *maker) makeFrom(path string) error {
	have, err := data.PackDigest(m.pack)
	if err == nil && have == data.CIFAR10Digest && m.official.matches(path) {
		m.say("the pack in %s is complete for %s", m.pack, path)
		return nil // without unpacking the archive
	}
	start := time.Now()
	set, err := data.Open(path)
	if err != nil {
		return err
	}
	if have == set.Digest {
		m.say("the pack in %s is complete for %s", m.pack, path)
		return nil
	}
	if set.Kind == data.KindCIFAR10 && set.Digest != data.CIFAR10Digest {
		m.say("note: %s reads well but does not hold the official CIFAR-10 pictures", path)
	}
	bar := newMeter(m.out, m.terminal, "sprites", int64(sprites(set)), false)
	err = data.WritePack(m.pack, set, func(done, _ int) { bar.set(int64(done)) })
	bar.end()
	if err != nil {
		return err
	}
	m.say("%d pictures of %s packed into %s in %.1f s", set.Train.Len()+set.Test.Len(), path, m.pack, time.Since(start).Seconds())
	return nil
}

func sprites(set *data.Set) int {
	return (set.Train.Len()+data.Run-1)/data.Run + (set.Test.Len()+data.Run-1)/data.Run
}

func (m *maker) say(format string, a ...any) { fmt.Fprintf(m.out, "pictures: "+format+"\n", a...) }
