package data

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"
)

// A sprite is tried this often, with a pause before each further try.
const spriteTries = 3

// packOpener opens one file of a pack.
type packOpener func(name string) (io.ReadCloser, error)

// OpenPack reads a pack file by file through open: pack.json now, each sprite
// when the first of its pictures is read, or ahead of that by [Prefetch]. Open
// may be called from several goroutines at once. A sprite that cannot be
// opened, is cut short or does not have its digest is tried three times in
// all, then Read returns the error; the next Read of it tries anew.
//
// A sprite is decoded while it is read, in many small Reads, so that where
// there is one thread, as in a browser, an open whose reader yields now and
// then keeps that thread responsive. The pixels stay in memory, 3 MB a sprite.
func OpenPack(open func(name string) (io.ReadCloser, error)) (*Set, error) {
	file, err := open(packFile)
	if err != nil {
		return nil, fmt.Errorf("data: open %s: %w", packFile, err)
	}
	defer file.Close()
	m, err := readManifest(file)
	if err != nil {
		return nil, fmt.Errorf("data: read %s: %w: write the pack again (make data)", packFile, err)
	}
	source := &packSource{open: open, pause: pause, decoders: make(chan struct{}, runtime.GOMAXPROCS(0))}
	return &Set{
		Kind: m.Kind, ClassNames: m.ClassNames, Digest: m.Digest,
		Train: newPackPictures(source, m.Train),
		Test:  newPackPictures(source, m.Test),
	}, nil
}

// folderOpener opens the files of a pack in a folder. A file that is missing
// there is not going to come.
func folderOpener(dir string) packOpener {
	return func(name string) (io.ReadCloser, error) { return os.Open(filepath.Join(dir, name)) }
}

// packSource is what the sprites of a pack share.
type packSource struct {
	open  packOpener
	pause func(try int) // waits before try 1, 2 …
	// decoders holds a token for each sprite that is being decoded. Sprites are
	// opened side by side, but on one thread decoding two at once would only
	// make the first one late.
	decoders chan struct{}
}

func pause(try int) { time.Sleep(time.Duration(try*try) * 300 * time.Millisecond) }

// packPictures is one split of a pack.
type packPictures struct {
	n       int
	sprites []*sprite
}

func newPackPictures(source *packSource, sprites []manifestSprite) *packPictures {
	p := &packPictures{}
	for _, entry := range sprites {
		p.sprites = append(p.sprites, &sprite{source: source, entry: entry})
		p.n += len(entry.Labels)
	}
	return p
}

func (p *packPictures) Len() int { return p.n }

func (p *packPictures) Read(k int, rgb []byte) (uint8, error) {
	if err := checkRead(k, p.n, rgb); err != nil {
		return 0, err
	}
	s := p.sprites[k/Run]
	pictures, err := s.wait()
	if err != nil {
		return 0, err
	}
	copy(rgb, pictures[k%Run*PictureBytes:])
	return s.entry.Labels[k%Run] - '0', nil
}

// sprite is one sprite of a pack: not there, on its way, or there.
type sprite struct {
	source *packSource
	entry  manifestSprite

	mu       sync.Mutex
	pictures []byte // [n, height, width, channels]; nil until it is there
	loading  *loading
}

// loading is a sprite on its way: err counts once done is closed.
type loading struct {
	done chan struct{}
	err  error
}

// wait returns the sprite's pictures, and fetches them if nobody does yet.
func (s *sprite) wait() ([]byte, error) {
	s.mu.Lock()
	pictures := s.pictures
	s.mu.Unlock()
	if pictures != nil {
		return pictures, nil
	}
	l := s.start()
	<-l.done
	if l.err != nil {
		return nil, l.err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pictures, nil
}

// start fetches the sprite in the background, unless it is there or on its way.
func (s *sprite) start() *loading {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.loading == nil {
		s.loading = &loading{done: make(chan struct{})}
		go s.load(s.loading)
	}
	return s.loading
}

func (s *sprite) load(l *loading) {
	pictures, err := s.try()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		l.err = err
		s.loading = nil // the next one who asks tries anew
	}
	s.pictures = pictures
	close(l.done)
}

// try fetches the sprite, and again if that fails.
func (s *sprite) try() ([]byte, error) {
	var err error
	for try := range spriteTries {
		if try > 0 {
			s.source.pause(try)
		}
		var pictures []byte
		if pictures, err = s.fetch(); err == nil {
			return pictures, nil
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("data: read sprite %s: %w: write the pack again (make data)", s.entry.File, err)
		}
	}
	return nil, fmt.Errorf("data: read sprite %s: tried %d times: %w: check the connection, or write the pack again (make data)",
		s.entry.File, spriteTries, err)
}

// fetch opens the sprite, decodes it and checks its digest.
func (s *sprite) fetch() ([]byte, error) {
	file, err := s.source.open(s.entry.File)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	s.source.decoders <- struct{}{}
	defer func() { <-s.source.decoders }()
	pictures, err := decodeSprite(file, s.entry.Bytes, len(s.entry.Labels))
	if err != nil {
		return nil, err
	}
	digest := newRunDigest()
	for i := range len(s.entry.Labels) {
		digest.add(s.entry.Labels[i]-'0', pictures[i*PictureBytes:][:PictureBytes])
	}
	if got := digest.hex(); got != s.entry.SHA256 {
		return nil, fmt.Errorf("its pictures have the digest %s, want %s", got, s.entry.SHA256)
	}
	return pictures, nil
}
