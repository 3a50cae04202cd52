package recipe

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"muestra/nn/samples"
)

// Limits of a link as a whole, which bound what a hostile one can cost.
const (
	maxLink  = 100_000 // bytes
	maxPairs = 64
)

// Pair is one key=value of a link or one flag of the command line, the value already unescaped.
type Pair struct{ Key, Value string }

// ParseLink reads a URL fragment, with or without its "#", for example "sample=2&epochs=3". A missing key means the
// sample's own value, a missing sample means sample 1. Unknown keys are passed over with a notice. Every error is a
// *LinkError that names key, value and what is allowed.
func ParseLink(fragment string) (*Experiment, []Notice, error) {
	pairs, err := Split(fragment)
	if err != nil {
		return nil, nil, err
	}
	return Build(pairs)
}

// Split takes a fragment apart into its pairs and undoes its %-escapes.
func Split(fragment string) ([]Pair, error) {
	fragment = strings.TrimPrefix(fragment, "#")
	if len(fragment) > maxLink {
		return nil, tooLong(len(fragment))
	}
	var pairs []Pair
	for part := range strings.SplitSeq(fragment, "&") {
		if part == "" {
			continue
		}
		if len(pairs) == maxPairs {
			return nil, &LinkError{Problem: Text{
				"el enlace tiene más de " + strconv.Itoa(maxPairs) + " claves",
				"the link has more than " + strconv.Itoa(maxPairs) + " keys",
			}}
		}
		name, value, _ := strings.Cut(part, "=")
		k, err := url.PathUnescape(name)
		if err != nil {
			return nil, broken(name, value)
		}
		v, err := url.PathUnescape(value)
		if err != nil {
			return nil, broken(k, value)
		}
		pairs = append(pairs, Pair{k, v})
	}
	return pairs, nil
}

// tooLong is the error for a link that is too long.
func tooLong(length int) error {
	return &LinkError{Problem: Text{
		"el enlace tiene " + strconv.Itoa(length) + " bytes; se admiten " + strconv.Itoa(maxLink),
		"the link is " + strconv.Itoa(length) + " bytes long; at most " + strconv.Itoa(maxLink) + " are allowed",
	}}
}

// broken is the error for a % that no two hexadecimal digits follow.
func broken(key, value string) error {
	return &LinkError{Key: key, Value: value, Problem: Text{
		"tras un % deben ir dos cifras hexadecimales",
		"a % must be followed by two hexadecimal digits",
	}}
}

// Build makes the experiment that pairs describe; see ParseLink.
func Build(pairs []Pair) (*Experiment, []Notice, error) {
	given := make(map[string]string, len(pairs))
	var notices []Notice
	for _, p := range pairs {
		if KeyOf(p.Key) == nil {
			notices = append(notices, ignored(p.Key))
			continue
		}
		if first, ok := given[p.Key]; ok {
			return nil, nil, &LinkError{Key: p.Key, Value: p.Value, Problem: Text{
				"la clave aparece dos veces, antes con " + shorten(first),
				"the key is given twice, first with " + shorten(first),
			}}
		}
		given[p.Key] = p.Value
	}
	e := own(samples.ByNumber(1))
	for _, k := range keys {
		v, ok := given[k.Name]
		if !ok {
			continue
		}
		if err := k.set(e, v); err != nil {
			return nil, nil, k.explain(v, err)
		}
	}
	if err := e.fits(); err != nil {
		return nil, nil, err
	}
	return e, notices, nil
}

// explain turns what a setter returned into a LinkError.
func (k *Key) explain(value string, err error) error {
	var missing *Missing
	var link *LinkError
	switch {
	case errors.As(err, &missing):
		return &LinkError{Key: k.Name, Value: value, Problem: missing.problem(), cause: missing}
	case errors.As(err, &link):
		return link
	}
	return refuse(k.Name, value)
}

// Link returns the fragment, without "#", that ParseLink turns back into the experiment. The common keys are always
// there, the others where they differ from the sample's own value.
func (e *Experiment) Link() string {
	var parts []string
	reference := own(samples.ByNumber(1))
	if s := samples.ByNumber(e.Sample); s != nil {
		reference = own(s)
	}
	for _, k := range keys {
		v := k.get(e)
		if k.always || v != k.get(reference) {
			parts = append(parts, k.Name+"="+escape(v))
		}
	}
	return strings.Join(parts, "&")
}

// escape protects what a browser or a mail program would not leave as it is, or would take for the value's end.
func escape(v string) string {
	plain := func(r rune) bool {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune(",.:_-", r)
	}
	if !strings.ContainsFunc(v, func(r rune) bool { return !plain(r) }) {
		return v
	}
	return strings.ReplaceAll(url.QueryEscape(v), "+", "%20")
}

// linked is how an experiment travels as JSON: by its link, so that there is one way to write and to check it.
type linked struct {
	Link string `json:"link"`
}

// MarshalJSON writes {"link":"sample=1&…"}.
func (e *Experiment) MarshalJSON() ([]byte, error) { return json.Marshal(linked{e.Link()}) }

// UnmarshalJSON reads what MarshalJSON writes; everything in the link is checked, and a key that this version does not
// know is an error, since nobody would see a notice.
func (e *Experiment) UnmarshalJSON(text []byte) error {
	var l linked
	if err := json.Unmarshal(text, &l); err != nil {
		return fmt.Errorf("recipe: read an experiment: %w", err)
	}
	got, notices, err := ParseLink(l.Link)
	if err != nil {
		return err
	}
	if len(notices) > 0 {
		return fmt.Errorf("recipe: read an experiment: %v", notices[0])
	}
	*e = *got
	return nil
}
