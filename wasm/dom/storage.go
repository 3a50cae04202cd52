package dom

// localStorage throws where it is named in a frame of another site whose cookies are blocked, or is null, or an empty object in its stead; it throws
// when something is put into it in some private windows, and when it is full.

// Recall is what the browser keeps under a key from visit to visit, "" where that is nothing.
func Recall(key string) (string, error) {
	storage, err := Global("localStorage")
	if err != nil {
		return "", err
	}
	kept, err := Call(storage, "getItem", key)
	if err != nil {
		return "", err
	}
	return text(kept), nil
}

// Remember has the browser keep a text under a key.
func Remember(key, value string) error {
	storage, err := Global("localStorage")
	if err == nil {
		_, err = Call(storage, "setItem", key, value)
	}
	return err
}
