package store

import (
	"context"
	"slices"
	"strings"
	"syscall/js"
	"time"

	"muestra/wasm/dom"
)

// Where the browser has no locks, as on an insecure connection, owners speak for themselves: who wants to know whether a run is being trained
// asks over a BroadcastChannel, and its owner answers. Two that ask for the same run at the same moment both get it; a browser without
// BroadcastChannel keeps nobody out.
const (
	channelName = "muestra runs"
	question    = "whose is "
	answer      = "mine is "
)

// answerPatience is how long an owner may take to answer. One that trains listens every 20 ms or so.
const answerPatience = 400 * time.Millisecond

// channel lets hear have what others say, and returns what says something to them and what ends it; nil where there is no such channel.
func channel(hear func(words string)) (say func(words string), leave func(), err error) {
	broadcast, err := dom.Global("BroadcastChannel")
	if err != nil {
		return nil, nil, nil
	}
	c, err := try(func() js.Value { return broadcast.New(channelName) })
	if err != nil {
		return nil, nil, err
	}
	deaf := dom.Listen(c, "message", func(event js.Value) {
		if words := event.Get("data"); words.Type() == js.TypeString {
			hear(words.String())
		}
	})
	say = func(words string) { c.Call("postMessage", words) }
	leave = func() {
		c.Call("close")
		deaf()
	}
	return say, leave, nil
}

// claim takes the right to train a run where nobody else has it, and answers for it from then on until it is released.
func claim(ctx context.Context, id string) (release func(), err error) {
	for begun := time.Now(); ; {
		others, err := claimed(ctx, []string{id})
		switch {
		case len(others) > 0 && time.Since(begun) >= ownPatience || ctx.Err() != nil:
			return nil, ErrOwned
		case err != nil:
			return nil, err
		}
		if len(others) == 0 {
			break
		}
	}
	var say func(string)
	say, release, err = channel(func(words string) {
		if words == question+id {
			say(answer + id)
		}
	})
	return release, err
}

// claimed asks which runs are somebody's.
func claimed(ctx context.Context, ids []string) (owned []string, err error) {
	answers := make(chan string, 100)
	say, leave, err := channel(func(words string) {
		if id, ok := strings.CutPrefix(words, answer); ok && len(answers) < cap(answers) {
			answers <- id
		}
	})
	if err != nil || say == nil {
		return nil, err
	}
	defer leave()
	for _, id := range ids {
		say(question + id)
	}
	patience := time.NewTimer(answerPatience)
	defer patience.Stop()
	for waiting := true; waiting && len(owned) < len(ids); {
		select {
		case id := <-answers:
			if slices.Contains(ids, id) && !slices.Contains(owned, id) {
				owned = append(owned, id)
			}
		case <-patience.C:
			waiting = false
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !slices.Contains(owned, id) }), nil
}
