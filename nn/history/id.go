package history

import "fmt"

// maxID is the longest id of a run, in bytes; a UUID has 36.
const maxID = 64

// CheckID refuses what is no id of a run: one to 64 letters, digits, "-" and "_", all of them ASCII.
func CheckID(id string) error {
	if id == "" || len(id) > maxID {
		return fmt.Errorf("a name of %d bytes, not of 1 to %d", len(id), maxID)
	}
	for _, c := range id {
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' && c != '_' {
			return fmt.Errorf("%q is no letter, digit, - or _", c)
		}
	}
	return nil
}

// CheckDigest refuses what is no SHA-256: 64 lower-case hexadecimal digits. Digests are compared as texts, so there is one way to write one.
func CheckDigest(digest string) error {
	if len(digest) != 64 {
		return fmt.Errorf("%d digits, not 64", len(digest))
	}
	for _, c := range digest {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return fmt.Errorf("%q is not a lower-case hexadecimal digit", c)
		}
	}
	return nil
}
