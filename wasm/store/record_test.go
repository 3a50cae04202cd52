package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muestra/nn/history"
)

const someDigest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// some is a plausible record.
func some(id string) *Record {
	return &Record{
		ID: id, Labels: Labels{Name: "Año nuevo", Note: "lr=0.1 ist zu viel", Starred: true},
		Created: time.Date(2026, 11, 3, 10, 0, 0, 0, time.UTC), Updated: time.Date(2026, 11, 3, 10, 5, 0, 0, time.UTC),
		Link: "sample=6&seed=7", Sample: 6, Dataset: "cifar10", State: Done, Epoch: 2, Epochs: 2, Step: 158,
		History:     json.RawMessage(`[{"epoch":1,"loss":2,"val_accuracy":0.25,"seconds":2.5},{"epoch":2,"loss":1.5,"val_accuracy":0.5,"seconds":4}]`),
		ValAccuracy: []float64{0.25, 0.5}, Seconds: 6.5,
		Test: &history.Score{Loss: 1.4, CrossEntropy: 1.3, Accuracy: 0.5}, WeightsSHA256: someDigest, Bytes: 123, SHA256: someDigest,
	}
}

func TestARecordComesBackAsItWasKept(t *testing.T) {
	text, err := encode(some("a"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := decode("a", text)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(some("a"), got); d != "" {
		t.Error(d)
	}
}

// What early versions took is taken: capitals in a digest, and epochs whose numbers no training gives.
func TestOddRecordsAreBelieved(t *testing.T) {
	r := some("a")
	r.WeightsSHA256 = strings.ToUpper(someDigest)
	r.History = json.RawMessage(`[{"epoch":1,"loss":1e300,"accuracy":7},{"epoch":2,"seconds":1e99,"then":{}}]`)
	text, err := encode(r)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := decode("a", text); err != nil || got.WeightsSHA256 != r.WeightsSHA256 || string(got.History) != string(r.History) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestImpossibleRecordsAreNeitherKeptNorBelieved(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Record)
		want   string
	}{
		{"no name", func(r *Record) { r.ID = "" }, "id: a name of 0 bytes"},
		{"a name without end", func(r *Record) { r.ID = strings.Repeat("x", 65) }, "id: a name of 65 bytes"},
		{"a name that is no text", func(r *Record) { r.ID = "\xff" }, "id: '\ufffd' is no letter"},
		{"a name that the worker would not take", func(r *Record) { r.ID = "a/b" }, "id: '/' is no letter"},
		{"a label without end", func(r *Record) { r.Name = strings.Repeat("x", maxName+1) }, "name: 401 bytes"},
		{"a note without end", func(r *Record) { r.Note = strings.Repeat("x", 10_001) }, "note: 10001 bytes"},
		{"a link without end", func(r *Record) { r.Link = strings.Repeat("x", 100_001) }, "link: 100001 bytes"},
		{"a strange state", func(r *Record) { r.State = "asleep" }, `state: "asleep" is none`},
		{"a negative epoch", func(r *Record) { r.Epoch, r.History = -1, nil }, "epoch: -1 is not from 0"},
		{"a step beyond all", func(r *Record) { r.Step = math.MaxInt32 }, "step: 2147483647 is not from 0"},
		{"fewer bytes than none", func(r *Record) { r.Bytes = -1 }, "bytes: -1"},
		{"more bytes than there are", func(r *Record) { r.Bytes = 1 << 40 }, "bytes: 1099511627776"},
		{"created after its last save", func(r *Record) { r.Created = r.Updated.Add(1) }, "created after"},
		{"an accuracy beyond all", func(r *Record) { r.Test.Accuracy = 2 }, "accuracy: 2 is not between"},
		{"half a digest", func(r *Record) { r.SHA256 = someDigest[:32] }, "sha256: "},
		{"a digest in words", func(r *Record) { r.WeightsSHA256 = strings.Repeat("wörd", 16) }, "is no SHA-256"},
		{"a history that is no list", func(r *Record) { r.History = json.RawMessage(`{}`) }, "history: json"},
		{"too long a history", func(r *Record) { r.Epoch = 0 }, "history: 2 epochs of 0"},
		{"a history out of order", func(r *Record) { r.History = json.RawMessage(`[{"epoch":2},{"epoch":1}]`) }, "epoch 1 is called 2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := some("a")
			test.change(r)
			if _, err := encode(r); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("kept: %v, want %q", err, test.want)
			}
			text, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := decode("a", text); !errors.Is(err, ErrCorrupt) {
				t.Errorf("believed: %v", err)
			}
		})
	}
}

func TestAHistoryIsReadInShort(t *testing.T) {
	for text, want := range map[string]string{
		`null`:                              "[] 0",
		`[{"epoch":1,"val_accuracy":null}]`: "[NaN] 0",
		`[{"epoch":1}]`:                     "[NaN] 0",
		`[{"epoch":1,"val_accuracy":0.5}]`:  "[0.5] 0",
		`[{"epoch":1,"val_accuracy":7}]`:    "[NaN] 0",
		`[{"epoch":1,"seconds":-1}]`:        "[NaN] 0",
		`[{"epoch":1,"seconds":1},{"epoch":2,"seconds":0.5,"val_accuracy":1}]`: "[NaN 1] 1.5",
	} {
		r := some("a")
		r.History, r.Epoch = json.RawMessage(text), strings.Count(text, "epoch")
		kept, err := encode(r)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if r, err = decode("a", kept); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got := fmt.Sprint(r.ValAccuracy, r.Seconds); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestWhatIsNoRecordIsRefused(t *testing.T) {
	good, err := encode(some("a"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"nothing": "", "no JSON": "hello", "another kind of JSON": "7", "two": string(good) + string(good), "half": string(good[:len(good)/2]),
		"one without end": `{"id":"` + strings.Repeat("x", maxRecord) + `"}`,
	} {
		if _, err := decode("a", []byte(text)); !errors.Is(err, ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := decode("b", good); !errors.Is(err, ErrCorrupt) {
		t.Errorf("another run's record: %v", err)
	}
}

func TestExceptionsAreKnownByName(t *testing.T) {
	tests := []struct {
		name string
		want error
	}{
		{"QuotaExceededError", ErrFull}, {"SecurityError", ErrRefused}, {"InvalidStateError", ErrRefused}, {"VersionError", ErrNewer},
		{"VersionError", ErrRefused}, {"NotReadableError", ErrCorrupt},
	}
	for _, test := range tests {
		if err := error(&exception{test.name, "so it is"}); !errors.Is(err, test.want) || err.Error() != test.name+": so it is" {
			t.Errorf("%v is not %v", err, test.want)
		}
	}
	for _, none := range []error{ErrFull, ErrRefused, ErrCorrupt} {
		if errors.Is(&exception{"UnknownError", ""}, none) {
			t.Errorf("UnknownError is %v", none)
		}
	}
}

func FuzzDecode(f *testing.F) {
	text, err := encode(some("a"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := decode("a", text)
		if err != nil {
			return
		}
		if _, err := encode(r); err != nil {
			t.Errorf("read, but cannot be kept: %v", err)
		}
	})
}
