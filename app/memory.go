package app

// memory is what the page remembers from visit to visit beside the runs: small things, and nothing breaks where the browser forgets them.
type memory struct {
	recall   func(key string) string // "" for nothing
	remember func(key, value string)
}

// forgetful is a memory until the page is closed.
func forgetful() memory {
	all := map[string]string{}
	return memory{func(key string) string { return all[key] }, func(key, value string) { all[key] = value }}
}
