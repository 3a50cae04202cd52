package host

// Memory is what the page remembers from visit to visit beside the runs: small things, and nothing breaks where the browser forgets them.
type Memory struct {
	Recall   func(key string) string // "" for nothing
	Remember func(key, value string)
}

// Forgetful is a memory until the page is closed.
func Forgetful() Memory {
	all := map[string]string{}
	return Memory{func(key string) string { return all[key] }, func(key, value string) { all[key] = value }}
}
