package data

import "context"

// prefetchAhead is how many sprites are on their way at once.
const prefetchAhead = 3

// Need is pictures that will be read, in the order in which they will be.
type Need struct {
	Pictures Pictures
	Index    []int32 // pictures of Pictures; those it has not are left to Read's error
}

// Prefetch fetches the sprites that hold the pictures needed, in the order of
// the needs, a few at a time, and returns when all are there, when one fails
// for good or when ctx ends; what is then on its way still arrives. Progress
// is told how many of the sprites are there, at the beginning and after each.
// Where pictures do not come in sprites there is nothing to do: total is 0.
// It is meant to run beside the reading, which does not have to wait for it.
func Prefetch(ctx context.Context, needs []Need, progress func(done, total int)) error {
	sprites := neededSprites(needs)
	progress(0, len(sprites))
	var onTheirWay []*loading
	for i := range sprites {
		for len(onTheirWay) < min(prefetchAhead, len(sprites)-i) {
			onTheirWay = append(onTheirWay, sprites[i+len(onTheirWay)].start())
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-onTheirWay[0].done:
		}
		if err := onTheirWay[0].err; err != nil {
			return err
		}
		onTheirWay = onTheirWay[1:]
		progress(i+1, len(sprites))
	}
	return ctx.Err()
}

// neededSprites lists each sprite once, where it is first needed.
func neededSprites(needs []Need) []*sprite {
	var sprites []*sprite
	listed := make(map[*sprite]bool)
	for _, need := range needs {
		p, ok := need.Pictures.(*packPictures)
		if !ok {
			continue
		}
		for _, k := range need.Index {
			if k < 0 || int(k) >= p.n {
				continue
			}
			if s := p.sprites[k/Run]; !listed[s] {
				listed[s] = true
				sprites = append(sprites, s)
			}
		}
	}
	return sprites
}
