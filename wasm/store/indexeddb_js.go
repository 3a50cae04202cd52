package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"syscall/js"
	"time"

	"github.com/hack-pad/go-indexeddb/idb"

	"muestra/wasm/dom"
)

// IndexedDB is the Store that lasts.
type IndexedDB struct{ db *idb.Database }

// The database.
const (
	databaseName     = "muestra"
	version          = 1
	runStore         = "runs"
	checkpointStore  = "checkpoints"
	openingTakesMost = 10 * time.Second
)

// Open opens the database of this site, and makes it where there is none yet.
func Open(ctx context.Context) (*IndexedDB, error) {
	db, err := open(ctx, databaseName, version)
	if err != nil {
		return nil, fmt.Errorf("store: open: %w", err)
	}
	return &IndexedDB{db}, nil
}

// open opens a database in a version. A browser that does not answer, or waits for another tab to close an older version, refuses.
func open(ctx context.Context, name string, version uint) (*idb.Database, error) {
	factory, err := dom.Global("indexedDB")
	if errors.Is(err, dom.ErrMissing) {
		return nil, fmt.Errorf("%w: it has no IndexedDB", ErrRefused)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRefused, meant(err))
	}
	type outcome struct {
		db  *idb.Database
		err error
	}
	done := make(chan outcome, 1)
	go func() {
		db, err := request(factory, name, version)
		done <- outcome{db, err}
	}()
	limit := time.NewTimer(openingTakesMost)
	defer limit.Stop()
	select {
	case o := <-done:
		return o.db, givenUp(ctx, o.err)
	case <-limit.C:
		err = fmt.Errorf("%w: it does not answer; another tab may be in the way", ErrRefused)
	case <-ctx.Done():
		err = ctx.Err()
	}
	go func() { // what nobody waits for any more must not stand in the way of others
		if o := <-done; o.err == nil {
			o.db.Close()
		}
	}()
	return nil, err
}

// request asks for a database and waits for it, however long it takes.
func request(factory js.Value, name string, version uint) (*idb.Database, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel() // ends what the library has begun, which it does itself only where all goes well
	f, err := idb.WrapFactory(factory)
	if err != nil {
		return nil, fromIDB(err)
	}
	var upgraded error
	opening, err := f.Open(ctx, name, version, func(db *idb.Database, old, _ uint) error {
		upgraded = upgrade(db, old)
		return nil // an error would end the program
	})
	if err != nil {
		return nil, refused(fromIDB(err))
	}
	db, err := opening.Await(ctx)
	if err != nil {
		return nil, refused(fromIDB(err))
	}
	if err := errors.Join(upgraded, checkStores(db)); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// upgrade makes what the versions after old have brought. Version 0 is no database at all.
func upgrade(db *idb.Database, old uint) error {
	if old < 1 {
		for _, name := range []string{runStore, checkpointStore} {
			if _, err := db.CreateObjectStore(name, idb.ObjectStoreOptions{}); err != nil {
				return fromIDB(err)
			}
		}
	}
	return nil
}

// checkStores refuses a database that lacks what its version has.
func checkStores(db *idb.Database) error {
	names, err := db.ObjectStoreNames()
	if err != nil {
		return fromIDB(err)
	}
	for _, name := range []string{runStore, checkpointStore} {
		if !slices.Contains(names, name) {
			return fmt.Errorf("%w: the database lacks its store %s", ErrCorrupt, name)
		}
	}
	return nil
}

// refused makes an ErrRefused of what has kept a database from opening and has no better name.
func refused(err error) error {
	if errors.Is(err, ErrRefused) || errors.Is(err, ErrFull) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrRefused, err)
}

// fromIDB names an error of the library: what JavaScript has thrown, or what a request has ended with.
func fromIDB(err error) error {
	var failed idb.DOMException
	if errors.As(err, &failed) {
		name, text, _ := strings.Cut(failed.Error(), ": ")
		return &exception{name, text}
	}
	return meant(dom.Thrown(err))
}

// Close lets go of the database.
func (s *IndexedDB) Close() { s.db.Close() }

// transaction runs f over the two stores and waits until what it has done is there, all of it or, after an error, nothing.
func (s *IndexedDB) transaction(ctx context.Context, mode idb.TransactionMode, f func(t *transaction) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	txn, err := s.db.Transaction(mode, runStore, checkpointStore)
	if err != nil {
		return fromIDB(err)
	}
	t := &transaction{ctx: ctx}
	if t.runs, err = txn.ObjectStore(runStore); err == nil {
		t.checkpoints, err = txn.ObjectStore(checkpointStore)
	}
	if err == nil {
		err = f(t)
	}
	if err == nil {
		err = finish(ctx, txn)
	}
	if err != nil {
		if failed := txn.Err(); failed != nil { // why the browser has given up, where it has
			err = failed
		}
		txn.Abort() // an error where it is over already
		return givenUp(ctx, fromIDB(err))
	}
	return nil
}

// finish waits until a transaction is there. One that the end of ctx comes too late for is there all the same.
func finish(ctx context.Context, txn *idb.Transaction) error {
	done := make(chan error, 1)
	go func() { done <- txn.Await(context.WithoutCancel(ctx)) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	if txn.Abort() == nil {
		return ctx.Err()
	}
	return <-done
}

// transaction is the two stores in a transaction.
type transaction struct {
	ctx               context.Context
	runs, checkpoints *idb.ObjectStore
}

// answer waits for a request.
func (t *transaction) answer(r *idb.Request, err error) (js.Value, error) {
	if err != nil {
		return js.Value{}, err
	}
	v, err := r.Await(t.ctx)
	if err == nil {
		err = t.ctx.Err() // the library takes the end of a context for an answer
	}
	return v, err
}

// ack waits for a request without a result.
func (t *transaction) ack(r *idb.AckRequest, err error) error {
	if err != nil {
		return err
	}
	_, err = t.answer(r.Request, nil)
	return err
}

// record reads a record.
func (t *transaction) record(id string) (*Record, error) {
	text, err := t.answer(t.runs.Get(js.ValueOf(id)))
	switch {
	case err != nil:
		return nil, err
	case text.IsUndefined():
		return nil, ErrNotFound
	}
	return decodeJS(id, text)
}

func decodeJS(id string, text js.Value) (*Record, error) {
	if text.Type() != js.TypeString {
		return nil, fmt.Errorf("%w: its record is a %s", ErrCorrupt, text.Type())
	}
	return decode(id, []byte(text.String()))
}

// put writes a record.
func (t *transaction) put(r *Record) error {
	text, err := encode(r)
	if err == nil {
		_, err = t.answer(t.runs.PutKey(js.ValueOf(r.ID), js.ValueOf(string(text))))
	}
	return err
}

// key is that of a piece of a checkpoint.
func key(id string, piece int) js.Value { return js.ValueOf([]any{id, piece}) }

// pieces is the number of pieces of a checkpoint.
func pieces(length int64) int { return int((length + pieceBytes - 1) / pieceBytes) }

// deletePieces deletes the checkpoint of a run.
func (t *transaction) deletePieces(id string) error {
	from, to := js.ValueOf([]any{id}), js.ValueOf([]any{id, []any{}}) // lists come after numbers
	all, err := try(func() js.Value { return js.Global().Get("IDBKeyRange").Call("bound", from, to) })
	if err != nil {
		return err
	}
	return t.ack(t.checkpoints.Delete(all))
}

// Runs lists the records.
func (s *IndexedDB) Runs(ctx context.Context) ([]*Record, error) {
	var all []*Record
	var damaged []error
	err := s.transaction(ctx, idb.TransactionReadOnly, func(t *transaction) error {
		cursor, err := t.runs.OpenCursor(idb.CursorNext)
		if err != nil {
			return err
		}
		err = cursor.Iter(t.ctx, func(c *idb.CursorWithValue) error {
			id, err := c.Key()
			if err != nil {
				return err
			}
			text, err := c.Value()
			if err != nil {
				return err
			}
			r, err := decodeJS(id.String(), text)
			if err != nil {
				damaged = append(damaged, fmt.Errorf("store: run %s: %w", clip(id.String()), err))
				return nil
			}
			all = append(all, r)
			return nil
		})
		return errors.Join(err, t.ctx.Err())
	})
	if err != nil {
		return nil, fmt.Errorf("store: list runs: %w", err)
	}
	slices.SortStableFunc(all, later)
	return all, errors.Join(damaged...)
}

// Run is one record.
func (s *IndexedDB) Run(ctx context.Context, id string) (r *Record, err error) {
	err = s.transaction(ctx, idb.TransactionReadOnly, func(t *transaction) (err error) {
		r, err = t.record(id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: run %s: %w", clip(id), err)
	}
	return r, nil
}

// NewParcel makes room for a checkpoint.
func (s *IndexedDB) NewParcel() Parcel { return new(pieceList) }

// Save keeps a run. The pieces go one after the other, so that the browser copies no more than one at a time.
func (s *IndexedDB) Save(ctx context.Context, r *Record, checkpoint Parcel) error {
	if err := s.save(ctx, *r, checkpoint.(*pieceList)); err != nil {
		return fmt.Errorf("store: save run %s: %w", clip(r.ID), err)
	}
	return nil
}

func (s *IndexedDB) save(ctx context.Context, r Record, p *pieceList) error {
	p.close()
	digest, err := p.digest(ctx)
	if err != nil {
		return err
	}
	return s.transaction(ctx, idb.TransactionReadWrite, func(t *transaction) error {
		old, err := t.record(r.ID)
		if err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrCorrupt) {
			return err
		}
		r.follows(old, time.Now())
		r.Bytes, r.SHA256 = p.length, digest
		return t.putWhole(&r, p)
	})
}

// putWhole writes a run's record and its checkpoint.
func (t *transaction) putWhole(r *Record, p *pieceList) error {
	if err := t.put(r); err != nil {
		return err
	}
	if err := t.deletePieces(r.ID); err != nil {
		return err
	}
	for i, piece := range p.pieces {
		if _, err := t.answer(t.checkpoints.PutKey(key(r.ID, i), piece)); err != nil {
			return err
		}
	}
	return nil
}

// Add keeps a run as it is.
func (s *IndexedDB) Add(ctx context.Context, r *Record, checkpoint Parcel) error {
	if err := s.add(ctx, r, checkpoint.(*pieceList)); err != nil {
		return fmt.Errorf("store: add run %s: %w", clip(r.ID), err)
	}
	return nil
}

func (s *IndexedDB) add(ctx context.Context, r *Record, p *pieceList) error {
	p.close()
	digest, err := p.digest(ctx)
	if err == nil {
		err = r.matches(p.length, digest)
	}
	if err != nil {
		return err
	}
	return s.transaction(ctx, idb.TransactionReadWrite, func(t *transaction) error {
		if _, err := t.record(r.ID); !errors.Is(err, ErrNotFound) {
			if err == nil || errors.Is(err, ErrCorrupt) {
				err = ErrExists
			}
			return err
		}
		return t.putWhole(r, p)
	})
}

// Checkpoint reads a run's checkpoint, see File.
func (s *IndexedDB) Checkpoint(ctx context.Context, id string) (io.Reader, error) {
	_, checkpoint, err := s.Whole(ctx, id)
	return checkpoint, err
}

// Whole is a run's record with its checkpoint.
func (s *IndexedDB) Whole(ctx context.Context, id string) (*Record, io.Reader, error) {
	r, pieces, err := s.pieces(ctx, id)
	if err != nil {
		return nil, nil, fmt.Errorf("store: checkpoint of run %s: %w", clip(id), err)
	}
	return r, &pieceReader{pieces: pieces}, nil
}

// File is a run's checkpoint as a Blob, for the visitor to download: the safetensors file that Python opens as it is.
func (s *IndexedDB) File(ctx context.Context, id string) (js.Value, error) {
	_, pieces, err := s.pieces(ctx, id)
	if err != nil {
		return js.Value{}, fmt.Errorf("store: checkpoint of run %s: %w", clip(id), err)
	}
	list := js.Global().Get("Array").New()
	for _, piece := range pieces {
		list.Call("push", piece)
	}
	return try(func() js.Value {
		return js.Global().Get("Blob").New(list, map[string]any{"type": "application/octet-stream"})
	})
}

// pieces reads a checkpoint and checks it.
func (s *IndexedDB) pieces(ctx context.Context, id string) (r *Record, all []js.Value, err error) {
	err = s.transaction(ctx, idb.TransactionReadOnly, func(t *transaction) (err error) {
		if r, err = t.record(id); err != nil {
			return err
		}
		for i := range pieces(r.Bytes) {
			piece, err := t.answer(t.checkpoints.Get(key(id, i)))
			if err != nil {
				return err
			}
			if piece.IsUndefined() { // a record may lie about how many there are
				return fmt.Errorf("%w: piece %d of its checkpoint is missing", ErrCorrupt, i)
			}
			all = append(all, piece)
		}
		return nil
	})
	if err == nil {
		err = r.verify(ctx, all)
	}
	return r, all, err
}

// Update gives a run other labels.
func (s *IndexedDB) Update(ctx context.Context, id string, labels Labels) error {
	err := s.transaction(ctx, idb.TransactionReadWrite, func(t *transaction) error {
		r, err := t.record(id)
		if err != nil {
			return err
		}
		r.Labels = labels
		return t.put(r)
	})
	if err != nil {
		return fmt.Errorf("store: label run %s: %w", clip(id), err)
	}
	return nil
}

// Delete forgets a run.
func (s *IndexedDB) Delete(ctx context.Context, id string) error {
	err := s.transaction(ctx, idb.TransactionReadWrite, func(t *transaction) error {
		if err := t.ack(t.runs.Delete(js.ValueOf(id))); err != nil {
			return err
		}
		return t.deletePieces(id)
	})
	if err != nil {
		return fmt.Errorf("store: delete run %s: %w", clip(id), err)
	}
	return nil
}
