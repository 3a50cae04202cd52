package data

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// WritePack writes a set as a pack into the folder dir, on every core. It is
// written beside dir and takes its place when it is whole, so that dir never
// holds half a pack; a pack that is there is replaced, anything else refused.
// Same pictures, same bytes. Each progress is told how many sprites are done.
func WritePack(dir string, set *Set, progress ...func(done, total int)) error {
	if err := writePack(dir, set, progress); err != nil {
		return fmt.Errorf("data: write pack %s: %w", dir, err)
	}
	return nil
}

func writePack(dir string, set *Set, progress []func(done, total int)) error {
	if err := checkReplaceable(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	removeLeftovers(dir)
	part, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+partMark+"*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(part) // nothing is left there once it is renamed
	if err := os.Chmod(part, 0o755); err != nil {
		return err
	}
	if err := writeParts(part, set, progress); err != nil {
		return err
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.Rename(part, dir)
}

// partMark stands in the names of packs that are being written.
const partMark = ".part-"

// checkReplaceable keeps a slip in a folder's name from deleting what is there.
func checkReplaceable(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if len(entries) > 0 && !exists(filepath.Join(dir, packFile)) {
		return errors.New("the folder holds something that is not a pack: name another, or empty it")
	}
	return nil
}

// removeLeftovers removes what an interrupted writer left, and leaves alone
// what another one may be writing now.
func removeLeftovers(dir string) {
	parts, _ := filepath.Glob(dir + partMark + "*")
	for _, part := range parts {
		if info, err := os.Stat(part); err == nil && time.Since(info.ModTime()) > time.Hour {
			os.RemoveAll(part)
		}
	}
}

// writeParts writes the sprites and then pack.json.
func writeParts(dir string, set *Set, progress []func(done, total int)) error {
	m := manifest{
		Format: packFormat, Version: packVersion,
		Kind: set.Kind, Source: source(set.Kind), ClassNames: slices.Clone(set.ClassNames),
		Tile: [2]int{Height, Width}, Columns: spriteColumns,
		Train: make([]manifestSprite, runs(set.Train.Len())),
		Test:  make([]manifestSprite, runs(set.Test.Len())),
	}
	var mu sync.Mutex
	done, total := 0, len(m.Train)+len(m.Test)
	err := eachRun(total, func(i int) (err error) {
		if r := i - len(m.Train); r < 0 {
			m.Train[i], err = writeSprite(dir, fmt.Sprintf("train-%02d.png", i), set.Train, i)
		} else {
			m.Test[r], err = writeSprite(dir, fmt.Sprintf("test-%02d.png", r), set.Test, r)
		}
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		done++
		for _, tell := range progress {
			tell(done, total)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return writeManifest(dir, &m)
}

func writeManifest(dir string, m *manifest) error {
	m.Digest = setDigest(m.ClassNames, spriteDigests(m.Train), spriteDigests(m.Test))
	if err := m.check(); err != nil {
		return err
	}
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, packFile), append(text, '\n'), 0o644)
}

func spriteDigests(sprites []manifestSprite) []string {
	digests := make([]string, len(sprites))
	for i, s := range sprites {
		digests[i] = s.SHA256
	}
	return digests
}

// writeSprite writes run r of p.
func writeSprite(dir, name string, p Pictures, r int) (manifestSprite, error) {
	n := min(Run, p.Len()-r*Run)
	pictures := make([]byte, n*PictureBytes)
	labels := make([]byte, n)
	digest := newRunDigest()
	for i := range n {
		rgb := pictures[i*PictureBytes:][:PictureBytes]
		label, err := p.Read(r*Run+i, rgb)
		if err != nil {
			return manifestSprite{}, err
		}
		labels[i] = '0' + label
		digest.add(label, rgb)
	}
	var file bytes.Buffer
	if err := encodeSprite(&file, pictures); err != nil {
		return manifestSprite{}, err
	}
	err := os.WriteFile(filepath.Join(dir, name), file.Bytes(), 0o644)
	return manifestSprite{File: name, Bytes: int64(file.Len()), SHA256: digest.hex(), Labels: string(labels)}, err
}

// PackDigest is the Set.Digest of the pack in the folder dir, if its pack.json
// is sound and every sprite is there with its right size. It reads no sprite,
// so it is quick enough to ask each time.
func PackDigest(dir string) (string, error) {
	file, err := os.Open(filepath.Join(dir, packFile))
	if err != nil {
		return "", fmt.Errorf("data: check pack: %w", err)
	}
	defer file.Close()
	m, err := readManifest(file)
	if err != nil {
		return "", fmt.Errorf("data: check pack %s: %s: %w", dir, packFile, err)
	}
	for _, s := range slices.Concat(m.Train, m.Test) {
		info, err := os.Stat(filepath.Join(dir, s.File))
		if err != nil {
			return "", fmt.Errorf("data: check pack: %w", err)
		}
		if info.Size() != s.Bytes {
			return "", fmt.Errorf("data: check pack %s: %s has %d bytes, want %d", dir, s.File, info.Size(), s.Bytes)
		}
	}
	return m.Digest, nil
}
