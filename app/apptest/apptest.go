package apptest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"muestra/app"
	"muestra/app/run"
	"muestra/nn/history"
	"muestra/nn/recipe"
	"muestra/nn/samples"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// Fake is a worker and a screen that note what they are told.
type Fake struct {
	pointed   string // by the tour
	large     bool
	Sent      []port.Message
	Dismissed bool
	Fragment  string
	losing    bool
	lit       bool
	Later     []func()
	Images    [][]byte
	Forgotten []string
}

// Send implements run.Trainer.
func (f *Fake) Send(m port.Message) { f.Sent = append(f.Sent, m) }

// Dismiss implements run.Trainer.
func (f *Fake) Dismiss() { f.Dismissed = true }

// RequestRender implements host.Screen.
func (f *Fake) RequestRender() {}

// Tick implements host.Screen.
func (f *Fake) Tick() {}

// Address implements host.Screen.
func (f *Fake) Address(fragment string) { f.Fragment = fragment }

// Point implements host.Screen.
func (f *Fake) Point(selector string) { f.pointed = selector }

// Enlarge implements host.Screen.
func (f *Fake) Enlarge(large bool) { f.large = large }

// Image implements host.Screen.
func (f *Fake) Image(file []byte) string {
	f.Images = append(f.Images, file)
	return fmt.Sprintf("blob:%d", len(f.Images))
}

// Forget implements host.Screen.
func (f *Fake) Forget(address string) { f.Forgotten = append(f.Forgotten, address) }

// Observe implements host.Screen: everything can be seen.
func (f *Fake) Observe(_ string, tell func(bool)) { tell(true) }

// Busy implements host.Screen.
func (f *Fake) Busy(losing, lit bool) { f.losing, f.lit = losing, lit }

// Kinds are the kinds of what was sent.
func (f *Fake) Kinds() string {
	var kinds []string
	for _, m := range f.Sent {
		kinds = append(kinds, string(m.Kind()))
	}
	return strings.Join(kinds, " ")
}

// Speaking is a session that only speaks.
func Speaking(lang string) *app.Session { return app.NewSession(nil, &Fake{}, lang) }

// NewTestSession is a session of a browser that keeps nothing yet.
func NewTestSession() (*app.Session, *Fake) {
	return NewSessionWith(&FakeArchive{})
}

// NewSessionWith is a session that has been told what is kept.
func NewSessionWith(a *FakeArchive) (*app.Session, *Fake) {
	f := &Fake{}
	s := app.NewSession(func(run.Supervisor) run.Trainer { return f }, f, "en")
	s.Saved.Archive = a
	s.Saved.Aside = func(work func(context.Context) func()) { work(context.Background())() }
	s.After = func(_ time.Duration, then func()) { f.Later = append(f.Later, then) }
	s.Training.Name = func() string { return "new" }
	s.Saved.OpenSavedRuns()
	return s, f
}

// StateOf is what state() says.
func StateOf(t *testing.T, s *app.Session) app.Automation {
	t.Helper()
	var a app.Automation
	if err := json.Unmarshal([]byte(s.State()), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// Digest is one that weights may have.
const Digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// SomeRuns is an archive with a run that is done and one that was cut short.
func SomeRuns(t *testing.T) *FakeArchive {
	a := &FakeArchive{}
	a.Keep(t, store.Record{ID: "done", State: store.Done, Epoch: 9, Test: &history.Score{Accuracy: 0.5}, WeightsSHA256: Digest, Labels: store.Labels{Name: "La buena"}})
	a.Keep(t, store.Record{ID: "cut", State: store.Running, Epoch: 3})
	return a
}

// full is a store that has no room left after so many runs.
type full struct {
	*store.Memory
	Room int
}

func (f *full) Add(ctx context.Context, r *store.Record, p store.Parcel) error {
	if f.Room--; f.Room < 0 {
		return store.ErrFull
	}
	return f.Memory.Add(ctx, r, p)
}

// contrasted compares runs of some links and writes down what differs, a line for each field.
func contrasted(s *app.Session, all ...*store.Record) string {
	var b strings.Builder
	for _, c := range s.Saved.Contrasts(all) {
		fmt.Fprintf(&b, "%s: %s\n", c.Key, strings.Join(c.Values, " | "))
	}
	return strings.ReplaceAll(b.String(), "\n ", " ")
}

func nan() float64 { return math.NaN() }

// Outlined is the network shown, by the classes of its layers.
func Outlined(s *app.Session) string {
	var names []string
	for _, l := range s.Recipe.Sketch().Spec.Layers {
		names = append(names, l.ClassName())
	}
	return strings.Join(names, " ")
}

// Sample1 are the layers of sample 1.
const Sample1 = "Conv2D MaxPooling2D Flatten Dense Dense"

// KeptRecord is the record of a run that is done.
func KeptRecord() *store.Record {
	return &store.Record{Test: &history.Score{Loss: 1, CrossEntropy: 1, Accuracy: 0.5}}
}

// SentInspects are the questions that were asked since the last call, in short.
func (f *Fake) SentInspects() (all []*port.Inspect, short string) {
	var parts []string
	for _, m := range f.Sent {
		if l, ok := m.(*port.Inspect); ok {
			all = append(all, l)
			parts = append(parts, fmt.Sprint(l.What, l.Source, l.Index, " ", l.Layer, l.Class, map[bool]string{true: " live"}[l.Live]))
		}
	}
	f.Sent = nil
	return all, strings.Join(parts, "; ")
}

// WakeUp lets what was to come later come now.
func (f *Fake) WakeUp() {
	later := f.Later
	f.Later = nil
	for _, do := range later {
		do()
	}
}

// Looked are the questions that were sent, of one kind.
func (f *Fake) Looked(what string) (looks []*port.Inspect) {
	for _, m := range f.Sent {
		if l, ok := m.(*port.Inspect); ok && l.What == what {
			looks = append(looks, l)
		}
	}
	return looks
}

// Synthetic are three classes of drawn pictures.
var Synthetic = []string{"disc", "ring", "square"}

// JudgedAs is an answer about pictures of three classes: the label of each, and how probable its network thinks the three.
func JudgedAs(id int, pass string, rows ...[4]float32) *port.Inspected {
	m := &port.Inspected{ID: id, What: port.InspectJudged, Source: "test", Pass: pass, Epoch: 2, Step: 7, Classes: Synthetic}
	var index []int32
	var labels []byte
	var probabilities []float32
	for i, r := range rows {
		index, labels = append(index, int32(10+i)), append(labels, byte(r[0]))
		probabilities = append(probabilities, r[1:]...)
	}
	m.PutInts("index", index, len(rows))
	m.PutBytes("labels", labels, len(rows))
	m.PutFloats("probabilities", probabilities, len(rows), 3)
	return m
}

// Some are two discs, one of them taken for a ring, two rings, both taken for discs, and a square.
func Some(id int, pass string) *port.Inspected {
	return JudgedAs(id, pass,
		[4]float32{0, 0.7, 0.2, 0.1}, [4]float32{0, 0.3, 0.6, 0.1}, [4]float32{1, 0.5, 0.4, 0.1}, [4]float32{1, 0.9, 0.05, 0.05}, [4]float32{2, 0.1, 0.1, 0.8})
}

// history makes epochs of training and validation accuracies in percent.
func HistoryWith(accuracies ...[2]float64) []history.Epoch {
	all := make([]history.Epoch, len(accuracies))
	for i, a := range accuracies {
		all[i] = history.Epoch{Epoch: i + 1, Loss: 1, ValLoss: history.Float(2 - a[1]/100), Accuracy: history.Float(a[0] / 100), ValAccuracy: history.Float(a[1] / 100)}
	}
	return all
}

// Finish is the end of the run that goes on.
func Finish(s *app.Session, f *Fake, sha string, accuracies ...[2]float64) {
	s.Training.OnMessage(f, &port.Started{Dataset: "cifar10", Train: 5000, Val: 1000, Test: 1000, Epochs: s.Training.Run.Experiment.Epochs, StepsPerEpoch: 79, Workers: 1, Transport: "none"})
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 79, Sums: history.Sums{Pictures: 64}})
	for _, e := range HistoryWith(accuracies...) {
		s.Training.OnMessage(f, (*port.Epoch)(&e))
	}
	s.Training.OnMessage(f, &port.Done{Test: &history.Score{Accuracy: 0.4}, WeightsSHA256: sha, Stopped: "epochs"})
}

// modelOf is model= for the network of a sample.
func modelOf(t *testing.T, sample int) string {
	t.Helper()
	e, err := recipe.New(sample)
	if err != nil {
		t.Fatal(err)
	}
	return recipe.KeyOf("model").Get(e)
}

// FakeArchive keeps runs in memory.
type FakeArchive struct {
	store.Memory
	Refuses    error    // opening
	others     []string // runs that other tabs train
	persisted  int
	Downloaded []string
	File       []byte // of runs: the last that was written, or the one to be read
}

// Open implements saved.Archive.
func (a *FakeArchive) Open(context.Context) (store.Store, error) {
	if a.Refuses != nil {
		return nil, a.Refuses
	}
	return &a.Memory, nil
}

// Owned implements saved.Archive.
func (a *FakeArchive) Owned(_ context.Context, ids ...string) ([]string, error) {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !slices.Contains(a.others, id) }), nil
}

// Own has other tabs train some runs.
func (a *FakeArchive) Own(ids ...string) { a.others = ids }

// Persist implements saved.Archive.
func (a *FakeArchive) Persist(context.Context) { a.persisted++ }

// Room implements saved.Archive.
func (a *FakeArchive) Room(context.Context) (int64, int64) { return 1e6, 1e9 }

// Download implements saved.Archive.
func (a *FakeArchive) Download(_ context.Context, _ store.Store, id, name string) error {
	a.Downloaded = append(a.Downloaded, id+" "+name)
	return nil
}

// Bundle implements saved.Archive.
func (a *FakeArchive) Bundle(ctx context.Context, s store.Store, ids []string, name string) error {
	var b bytes.Buffer
	err := store.WriteBundle(ctx, &b, s, ids...)
	if err == nil {
		a.File = b.Bytes()
		a.Downloaded = append(a.Downloaded, strings.Join(ids, ",")+" "+name)
	}
	return err
}

// Unbundle implements saved.Archive.
func (a *FakeArchive) Unbundle(context.Context, any) (*store.Bundle, error) {
	return store.OpenBundle(bytes.NewReader(a.File), int64(len(a.File)))
}

const cutLink = "sample=2&train=128&val=64&test=64&epochs=9&seed=5"

// Keep puts a run into the archive.
func (a *FakeArchive) Keep(t *testing.T, r store.Record) {
	t.Helper()
	if r.Link == "" {
		r.Link, r.Sample = cutLink, 2
	}
	r.Dataset, r.Epochs = "cifar10", 9
	if r.Epoch > 0 {
		history, err := json.Marshal(Started(r.Epoch, 0).History)
		if err != nil {
			t.Fatal(err)
		}
		r.History, r.Step = history, 2*r.Epoch
	}
	parcel := a.NewParcel()
	parcel.Write([]byte("weights"))
	if err := a.Save(context.Background(), &r, parcel); err != nil {
		t.Fatal(err)
	}
}

// recordedHistory are the epochs of a recorded run as a worker tells them.
func recordedHistory(t *testing.T, r samples.Recording) []history.Epoch {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "nn", "samples", "reference", r.File))
	if err != nil {
		t.Fatal(err)
	}
	epochs, err := r.Read(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return epochs
}

// NewWatched is a session whose run has done a step, and has been saved where saved says so.
func NewWatched(saved bool) (*app.Session, *Fake) {
	s, f := NewTestSession()
	s.Open("sample=1&train=128&val=64&test=64&epochs=9", "")
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.Train()
	s.Training.OnMessage(f, Started(0, 0))
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}})
	if saved {
		s.Training.OnMessage(f, &port.Saved{Run: "new", Step: 1, Bytes: 1})
	}
	return s, f
}

// Started is what a worker says that goes on after some epochs and steps of two an epoch.
func Started(epoch, step int) *port.Started {
	m := &port.Started{Dataset: "cifar10", Train: 128, Val: 64, Test: 64, Epochs: 9, StepsPerEpoch: 2, Workers: 1, Transport: "none", Epoch: epoch, Step: step}
	for i := range epoch {
		m.History = append(m.History, history.Epoch{Epoch: i + 1, Seconds: 10})
	}
	return m
}

// Beat lets so many seconds pass.
func Beat(s *app.Session, times int) {
	for range times {
		s.OnSecond()
	}
}
