package dom

// Address is the page's address without query and fragment.
func Address() (string, error) {
	location, err := Global("location")
	if err != nil {
		return "", err
	}
	origin, err := get(location, "origin")
	if err != nil {
		return "", err
	}
	path, err := get(location, "pathname")
	if err != nil {
		return "", err
	}
	return text(origin) + text(path), nil
}

// Fragment is what stands after the # in the page's address.
func Fragment() (string, error) {
	hash, err := At("location", "hash")
	if err != nil || text(hash) == "" {
		return "", err
	}
	return text(hash)[1:], nil
}

// SetFragment changes what stands after the # in the page's address, without a new entry in the history. Browsers refuse that when it is done too often: Safari after 100 times in half a minute.
func SetFragment(fragment string) error {
	history, err := Global("history")
	if err == nil {
		_, err = Call(history, "replaceState", nil, "", "#"+fragment)
	}
	return err
}

// Resolve is the whole address of a relative one.
func Resolve(relative string) (string, error) {
	base, err := At("document", "baseURI")
	if err != nil {
		return "", err
	}
	url, err := construct("URL", relative, text(base))
	if err != nil {
		return "", err
	}
	href, err := get(url, "href")
	return text(href), err
}
