package recipe

import "sync"

// memo remembers the last results of a function.
type memo[K comparable, V any] struct {
	sync.Mutex
	last []entry[K, V]
}

type entry[K comparable, V any] struct {
	key   K
	value V
}

// of is the value that belongs to a key: compute's, or what it was when it was last asked for. Nobody may change it.
func (m *memo[K, V]) of(key K, compute func() V) V {
	const most = 8
	m.Lock()
	defer m.Unlock()
	for _, e := range m.last {
		if e.key == key {
			return e.value
		}
	}
	e := entry[K, V]{key, compute()}
	if len(m.last) == most {
		m.last = append(m.last[:0], m.last[1:]...)
	}
	m.last = append(m.last, e)
	return e.value
}
