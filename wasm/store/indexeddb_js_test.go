package store

import (
	"context"
	"errors"
	"io"
	"runtime"
	"slices"
	"strings"
	"syscall/js"
	"testing"
	"time"

	"github.com/hack-pad/go-indexeddb/idb"
)

// needBrowser skips a test where there is no IndexedDB, as under Node.
func needBrowser(t *testing.T) {
	t.Helper()
	if !js.Global().Get("indexedDB").Truthy() {
		t.Skip("there is no IndexedDB here")
	}
}

// fresh opens a database of the test's own.
func fresh(t *testing.T) *IndexedDB {
	t.Helper()
	needBrowser(t)
	s := again(t)
	t.Cleanup(s.Close)
	return s
}

// again opens the test's database once more.
func again(t *testing.T) *IndexedDB {
	t.Helper()
	db, err := open(context.Background(), t.Name(), version)
	if err != nil {
		t.Fatal(err)
	}
	return &IndexedDB{db}
}

func TestIndexedDB(t *testing.T) {
	needBrowser(t)
	testStore(t, func(t *testing.T) Store { return again(t) })
}

func TestWhatIsSavedOutlivesTheConnection(t *testing.T) {
	needBrowser(t)
	s, err := Open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, some("a"), someBytes(pieceBytes+1))
	s.Close()
	if s, err = Open(context.Background()); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, checkpoint := load(t, s, "a"); len(checkpoint) != pieceBytes+1 {
		t.Errorf("%d bytes", len(checkpoint))
	}
}

// put writes something into the database behind the store's back.
func put(t *testing.T, s *IndexedDB, into string, key, value js.Value) {
	t.Helper()
	err := s.transaction(context.Background(), idb.TransactionReadWrite, func(tx *transaction) error {
		store := tx.runs
		if into == checkpointStore {
			store = tx.checkpoints
		}
		_, err := tx.answer(store.PutKey(key, value))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDamageIsSeen(t *testing.T) {
	buffer := func(b []byte) js.Value {
		array := js.Global().Get("Uint8Array").New(len(b))
		js.CopyBytesToJS(array, b)
		return array.Get("buffer")
	}
	whole := someBytes(pieceBytes + 3)
	changed := slices.Clone(whole[pieceBytes:])
	changed[1] ^= 4
	tests := []struct {
		name       string
		damage     func(t *testing.T, s *IndexedDB)
		record     bool // the record, and not only the checkpoint
		wantPhrase string
	}{
		{"a bit of the checkpoint", func(t *testing.T, s *IndexedDB) { put(t, s, checkpointStore, key("a", 1), buffer(changed)) }, false, "another digest"},
		{"a short piece at the end", func(t *testing.T, s *IndexedDB) { put(t, s, checkpointStore, key("a", 1), buffer(whole[:2])) }, false, "4194306 bytes instead of 4194307"},
		{"a short piece within", func(t *testing.T, s *IndexedDB) { put(t, s, checkpointStore, key("a", 0), buffer(whole[:2])) }, false, "piece 0 of its checkpoint has 2 bytes"},
		{"text for a piece", func(t *testing.T, s *IndexedDB) { put(t, s, checkpointStore, key("a", 0), js.ValueOf("weights")) }, false, "piece 0 of its checkpoint is missing"},
		{"a missing piece", func(t *testing.T, s *IndexedDB) {
			err := s.transaction(context.Background(), idb.TransactionReadWrite, func(tx *transaction) error { return tx.deletePieces("a") })
			if err != nil {
				t.Fatal(err)
			}
		}, false, "piece 0 of its checkpoint is missing"},
		{"a record that promises more than there is", func(t *testing.T, s *IndexedDB) {
			r := some("a")
			r.Bytes = maxCheckpoint
			text, err := encode(r)
			if err != nil {
				t.Fatal(err)
			}
			put(t, s, runStore, js.ValueOf("a"), js.ValueOf(string(text)))
		}, false, "piece 2 of its checkpoint is missing"},
		{"a record of no text", func(t *testing.T, s *IndexedDB) { put(t, s, runStore, js.ValueOf("a"), js.ValueOf(7)) }, true, "its record is a number"},
		{"a record of other text", func(t *testing.T, s *IndexedDB) { put(t, s, runStore, js.ValueOf("a"), js.ValueOf("{")) }, true, "its record"},
		{"a record without end", func(t *testing.T, s *IndexedDB) {
			put(t, s, runStore, js.ValueOf("a"), js.ValueOf(strings.Repeat(" ", maxRecord+1)))
		}, true, "its record: 4194305 bytes, more"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ctx := context.Background()
			s := fresh(t)
			save(t, s, some("a"), whole)
			save(t, s, some("b"), []byte("other"))
			test.damage(t, s)
			_, err := s.Checkpoint(ctx, "a")
			if !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), test.wantPhrase) {
				t.Errorf("checkpoint: %v, want %q", err, test.wantPhrase)
			}
			if _, err := s.Run(ctx, "a"); errors.Is(err, ErrCorrupt) != test.record {
				t.Errorf("record: %v", err)
			}
			runs, err := s.Runs(ctx)
			if want := 2; !test.record && (len(runs) != want || err != nil) {
				t.Errorf("listed %d runs, %v", len(runs), err)
			}
			if test.record && (len(runs) != 1 || runs[0].ID != "b" || !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), "store: run a: ")) {
				t.Errorf("listed %d runs, %v", len(runs), err)
			}
			save(t, s, some("a"), []byte("anew"))
			if _, checkpoint := load(t, s, "a"); string(checkpoint) != "anew" {
				t.Errorf("%d bytes after another save", len(checkpoint))
			}
		})
	}
}

func TestANewerDatabaseIsReportedAndStays(t *testing.T) {
	needBrowser(t)
	ctx := context.Background()
	s := again(t)
	save(t, s, some("a"), []byte("weights"))
	s.Close()
	newer, err := open(ctx, t.Name(), version+1)
	if err != nil {
		t.Fatal(err)
	}
	newer.Close()
	if _, err := open(ctx, t.Name(), version); !errors.Is(err, ErrNewer) || !errors.Is(err, ErrRefused) {
		t.Errorf("error %v", err)
	}
	if newer, err = open(ctx, t.Name(), version+1); err != nil {
		t.Fatal(err)
	}
	s = &IndexedDB{newer}
	defer s.Close()
	if _, checkpoint := load(t, s, "a"); string(checkpoint) != "weights" {
		t.Errorf("%q is left", checkpoint)
	}
}

func TestAnotherTabsUpgradeEndsAStore(t *testing.T) {
	s := fresh(t)
	newer, err := open(context.Background(), t.Name(), version+1)
	if err != nil {
		t.Fatal(err)
	}
	defer newer.Close()
	if err := trySave(s, some("a"), []byte("weights")); !errors.Is(err, ErrRefused) {
		t.Errorf("error %v", err)
	}
}

func TestADatabaseWithoutItsStoresIsDamaged(t *testing.T) {
	needBrowser(t)
	f, err := idb.WrapFactory(js.Global().Get("indexedDB"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	opening, err := f.Open(ctx, t.Name(), version, func(*idb.Database, uint, uint) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	db, err := opening.Await(ctx)
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := open(ctx, t.Name(), version); !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), "lacks its store runs") {
		t.Errorf("error %v", err)
	}
}

// replace gives a property of an object another value, or a getter that throws, until the end of the test.
func replace(t *testing.T, object js.Value, name, getter string) {
	t.Helper()
	object.Set("__get", js.Global().Get("Function").New(getter))
	js.Global().Get("Object").Call("defineProperty", object, name, map[string]any{"get": object.Get("__get"), "configurable": true})
	t.Cleanup(func() {
		object.Delete(name)
		object.Delete("__get")
	})
}

func TestABrowserThatKeepsNothingSaysSo(t *testing.T) {
	needBrowser(t)
	indexedDB := js.Global().Get("indexedDB")
	t.Cleanup(func() {
		js.Global().Get("Object").Call("defineProperty", js.Global(), "indexedDB", map[string]any{"value": indexedDB, "configurable": true, "writable": true})
	})
	for name, getter := range map[string]string{
		"none":                    `return undefined`,
		"one that must not be":    `throw new DOMException("not here", "SecurityError")`,
		"one that will not open":  `return {open() { throw new DOMException("not here", "SecurityError") }}`,
		"one that is another":     `return {open() { throw new Error("out of order") }}`,
		"one that is no database": `return 7`,
	} {
		t.Run(name, func(t *testing.T) {
			js.Global().Get("Object").Call("defineProperty", js.Global(), "indexedDB",
				map[string]any{"get": js.Global().Get("Function").New(getter), "configurable": true})
			if _, err := Open(context.Background()); !errors.Is(err, ErrRefused) || !strings.HasPrefix(err.Error(), "store: open: ") {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestASaveThatIsGivenUpChangesNothing(t *testing.T) {
	s := fresh(t)
	save(t, s, some("a"), []byte("weights"))
	after := some("a")
	after.Epochs = 9
	for _, delay := range []time.Duration{0, time.Millisecond, 5 * time.Millisecond} {
		p := s.NewParcel()
		if _, err := p.Write(someBytes(20 * pieceBytes)); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), delay)
		if err := s.Save(ctx, after, p); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("given up after %v: %v", delay, err)
		}
		cancel()
		if r, checkpoint := load(t, s, "a"); string(checkpoint) != "weights" || r.Epochs != 2 {
			t.Errorf("given up after %v: %d bytes are left, %+v", delay, len(checkpoint), r)
		}
	}
}

// TestATransactionThatIsGivenUpSaysSo lets the browser end a transaction after its context, so that what is asked of it is a TransactionInactiveError.
func TestATransactionThatIsGivenUpSaysSo(t *testing.T) {
	s := fresh(t)
	save(t, s, some("a"), []byte("weights"))
	for _, mode := range []idb.TransactionMode{idb.TransactionReadOnly, idb.TransactionReadWrite} {
		ctx, cancel := context.WithCancel(context.Background())
		var late error
		err := s.transaction(ctx, mode, func(txn *transaction) error {
			if mode == idb.TransactionReadWrite {
				if err := txn.deletePieces("a"); err != nil {
					return err
				}
			}
			cancel()
			for late == nil {
				time.Sleep(time.Millisecond) // the browser has its turn
				_, late = txn.runs.Get(js.ValueOf("a"))
			}
			return late
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v: %v, and the browser said %v", mode, err, late)
		}
	}
}

func TestTwoConnectionsSeeTheSame(t *testing.T) {
	a := fresh(t)
	b := again(t)
	defer b.Close()
	save(t, a, some("a"), []byte("weights"))
	if err := b.Update(context.Background(), "a", Labels{Name: "b's"}); err != nil {
		t.Fatal(err)
	}
	save(t, a, some("a"), []byte("others"))
	if r, checkpoint := load(t, b, "a"); r.Name != "b's" || string(checkpoint) != "others" {
		t.Errorf("%+v, %q", r, checkpoint)
	}
}

func TestACheckpointIsAFile(t *testing.T) {
	s := fresh(t)
	save(t, s, some("a"), someBytes(pieceBytes+1))
	file, err := s.File(context.Background(), "a")
	if err != nil {
		t.Fatal(err)
	}
	if n := file.Get("size").Int(); n != pieceBytes+1 {
		t.Errorf("a file of %d bytes", n)
	}
	if _, err := s.File(context.Background(), "b"); !errors.Is(err, ErrNotFound) {
		t.Errorf("error %v", err)
	}
}

func TestDigestsAreTheSameOverAnInsecureConnection(t *testing.T) {
	s := fresh(t)
	replace(t, js.Global().Get("crypto"), "subtle", `return undefined`)
	save(t, s, some("a"), someBytes(pieceBytes+1))
	if r, _ := load(t, s, "a"); r.SHA256 != digest(someBytes(pieceBytes+1)) {
		t.Errorf("digest %s", r.SHA256)
	}
}

func TestNothingIsLeftRunning(t *testing.T) {
	needBrowser(t)
	use := func() {
		s := again(t)
		defer s.Close()
		save(t, s, some("a"), someBytes(pieceBytes+1))
		load(t, s, "a")
		s.Run(context.Background(), "b")
		s.Runs(context.Background())
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		p := s.NewParcel()
		io.WriteString(p, "weights")
		s.Save(ctx, some("a"), p)
		open(context.Background(), t.Name(), 0)
		o, err := Own(context.Background(), "a")
		if err != nil {
			t.Fatal(err)
		}
		o.Release()
	}
	use() // what is made once
	before := runtime.NumGoroutine()
	for range 3 {
		use()
	}
	for limit := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(limit) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines, %d before\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
		}
	}
}

func TestEstimateKnowsTheRoom(t *testing.T) {
	needBrowser(t)
	room, err := Estimate(context.Background())
	if err != nil || room.Quota <= 0 || room.Usage < 0 {
		t.Errorf("%+v, %v", room, err)
	}
	replace(t, js.Global().Get("navigator"), "storage", `return undefined`)
	if _, err := Estimate(context.Background()); !errors.Is(err, ErrRefused) {
		t.Errorf("error %v", err)
	}
}

func TestPersistenceIsAskedForOnThePage(t *testing.T) {
	needBrowser(t)
	_, err := Persist(context.Background())
	if worker := js.Global().Get("document").IsUndefined(); errors.Is(err, ErrRefused) != worker {
		t.Errorf("error %v, in a worker: %v", err, worker)
	}
}
