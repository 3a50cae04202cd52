package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"muestra/nn/history"
	"muestra/nn/recipe"
	"muestra/nn/train"
)

// call runs the command line in this process.
func call(t *testing.T, args ...string) (out, notes string, code int) {
	t.Helper()
	var o, n bytes.Buffer
	code = run(context.Background(), args, &o, &n)
	return o.String(), n.String(), code
}

// must is call for what has to succeed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	out, notes, code := call(t, args...)
	if code != exitDone {
		t.Fatalf("muestra %q: exit %d: %s", args, code, notes)
	}
	return out
}

// quick are the flags of a run of six steps.
var quick = []string{"-data", "synthetic", "-train", "64", "-val", "32", "-test", "32", "-batch", "32", "-epochs", "3", "-seed", "5"}

func TestSummaryEndsAsKerasDoes(t *testing.T) {
	for sample, want := range map[string]string{
		"0":  "Total params: 263,402\nTrainable params: 263,402\nNon-trainable params: 0\n",
		"1":  "Total params: 263,402\nTrainable params: 263,402\nNon-trainable params: 0\n",
		"3":  "Total params: 265,834\n",
		"4":  "Total params: 78,474\n",
		"6":  "Total params: 1,410,122\n",
		"7":  "Total params: 1,676,874\nTrainable params: 1,674,826\nNon-trainable params: 2,048\n",
		"8":  "Total params: 16,035,658\nTrainable params: 16,033,610\n",
		"12": "Total params: 16,052,554\nTrainable params: 16,042,058\n",
	} {
		if out := must(t, "summary", "-sample", sample); !strings.Contains(out, want) {
			t.Errorf("sample %s:\n%s", sample, out)
		}
	}
}

func TestSummaryWritesAndReadsKerasJSON(t *testing.T) {
	text := must(t, "summary", "-sample", "4", "-json")
	var model struct {
		ClassName string `json:"class_name"`
	}
	if err := json.Unmarshal([]byte(text), &model); err != nil || model.ClassName != "Sequential" {
		t.Fatalf("class %q, %v", model.ClassName, err)
	}
	path := write(t, "model.json", text)
	if a, b := must(t, "summary", "-sample", "4"), must(t, "summary", "-model", path); a != b {
		t.Errorf("the summary of sample 4\n%s\nand that of its JSON\n%s", a, b)
	}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// lines decodes one JSON object a line.
func lines(t *testing.T, text string) []map[string]any {
	t.Helper()
	var all []map[string]any
	for line := range strings.Lines(text) {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			t.Fatalf("line %q: %v", line, err)
		}
		all = append(all, object)
	}
	return all
}

func TestTrainWritesOneObjectALine(t *testing.T) {
	all := lines(t, must(t, append([]string{"train", "-sample", "1", "-json"}, quick...)...))
	if len(all) != 4 {
		t.Fatalf("%d lines, want three epochs and the end", len(all))
	}
	for i, e := range all[:3] {
		if e["event"] != "epoch" || e["epoch"] != float64(i+1) {
			t.Errorf("line %d: %v", i, e)
		}
		for _, key := range []string{"loss", "accuracy", "val_loss", "val_accuracy", "images_per_second"} {
			if _, ok := e[key].(float64); !ok {
				t.Errorf("epoch %d: %s is %v", i+1, key, e[key])
			}
		}
	}
	done := all[3]
	if hash, _ := done["weights_sha256"].(string); done["event"] != "done" || done["stopped"] != "epochs" || len(hash) != 64 {
		t.Errorf("%v", done)
	}
	for _, key := range []string{"test_loss", "test_accuracy"} {
		if _, ok := done[key].(float64); !ok {
			t.Errorf("%s is %v", key, done[key])
		}
	}
}

func TestWithoutValidationThereAreNoValues(t *testing.T) {
	all := lines(t, must(t, append(append([]string{"train", "-json"}, quick...), "-val", "0", "-test", "0", "-steps", "1")...))
	if _, ok := all[0]["val_loss"]; ok || len(all) != 2 {
		t.Errorf("%v", all)
	}
	if _, ok := all[1]["test_loss"]; ok || all[1]["stopped"] != "steps" {
		t.Errorf("%v", all[1])
	}
}

func TestTrainTellsPeopleAsKerasDoes(t *testing.T) {
	out := must(t, append([]string{"train"}, quick...)...)
	for _, want := range []string{"Epoch 1/3\n", "Epoch 3/3\n", " - loss: ", " - val_accuracy: ", "test_loss: ", "stopped: epochs - weights_sha256: "} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// hashOf trains and returns the weights' digest.
func hashOf(t *testing.T, args ...string) string {
	t.Helper()
	all := lines(t, must(t, append([]string{"train", "-json", "-data", "synthetic"}, args...)...))
	return all[len(all)-1]["weights_sha256"].(string)
}

func TestALinkAndItsFlagsAreTheSame(t *testing.T) {
	const link = "sample=3&train=64&val=0&test=0&batch=32&epochs=2&seed=5&optimizer=sgd&lr=0.01&momentum=0.5&nesterov=1&augment=flip,cutout&shuffle=false&dropout=0&workers=2&lang=es&lock=lr&run=1"
	flags := []string{"-sample", "3", "-train", "64", "-val", "0", "-test", "0", "-batch", "32", "-epochs", "2", "-seed", "5", "-optimizer", "sgd",
		"-lr", "0.01", "-momentum", "0.5", "-nesterov", "-augment", "flip,cutout", "-shuffle=false", "-dropout=false", "-workers", "2", "-lang", "es", "-lock", "lr", "-run"}
	a, b := hashOf(t, "-link", link), hashOf(t, flags...)
	if a != b {
		t.Errorf("weights %s from the link, %s from the flags", a, b)
	}
	if c := hashOf(t, "-link", "#"+strings.Replace(link, "seed=5", "seed=6", 1), "-seed", "5"); c != a {
		t.Error("a flag does not win over the link")
	}
	if c := hashOf(t, "-link", link, "-seed", "6"); c == a {
		t.Error("the seed has no effect")
	}
}

func TestWeightsAreSavedAndReadAgain(t *testing.T) {
	dir := t.TempDir()
	begin, end := filepath.Join(dir, "begin.safetensors"), filepath.Join(dir, "end.safetensors")
	must(t, "export", "-sample", "4", "-seed", "9", "-o", begin)
	base := []string{"-sample", "4", "-train", "64", "-val", "0", "-test", "40", "-batch", "32", "-epochs", "1"}
	with := hashOf(t, append(base, "-seed", "9", "-weights", begin, "-save", end)...)
	without := hashOf(t, append(base, "-seed", "9")...)
	if with != without {
		t.Errorf("weights %s from the exported beginning, %s from the seed", with, without)
	}
	measured := lines(t, must(t, "evaluate", "-weights", end, "-data", "synthetic", "-test", "40", "-json"))[0]
	if measured["weights_sha256"] != with || measured["pictures"] != 40.0 {
		t.Errorf("%v, want weights %s", measured, with)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 2 {
		t.Errorf("%v in the folder, %v", files, err)
	}
}

func TestWhatCannotBeIsSaid(t *testing.T) {
	dir := t.TempDir()
	unknown := write(t, "unknown.json", `{"class_name":"Sequential","config":{"layers":[{"class_name":"InputLayer","config":{"batch_shape":[null,32,32,3]}},{"class_name":"LSTM","config":{"units":3}}]}}`)
	broken := write(t, "broken.safetensors", "\xff\xff\xff\xff\xff\xff\xff\x7f{}")
	weights := filepath.Join(t.TempDir(), "weights.safetensors")
	must(t, "export", "-sample", "1", "-o", weights)
	archive := write(t, "cifar.tar.gz", "\x1f\x8bnothing")
	tests := []struct {
		args  string
		code  int
		notes string
	}{
		{"", exitUsage, "usage: muestra <verb>"},
		{"fly", exitUsage, `there is no verb "fly"`},
		{"train -speed 11", exitUsage, "flag provided but not defined: -speed"},
		{"train now", exitUsage, `"now" is not a flag`},
		{"train -epochs -1", exitError, "muestra train: epochs=-1: epochs takes a whole number from 1 to 1,000"},
		{"train -train 1e9", exitError, "train=1e9: train takes a whole number from 1 to 50,000"},
		{"train -lr NaN", exitError, "lr=NaN: lr takes a number above 0, at most 10"},
		{"train -batch 0", exitError, "batch=0: batch takes a whole number from 1 to 1,024"},
		{"train -link sample=99", exitError, "sample=99: sample takes a whole number from 0 to 12"},
		{"train -link lr=100%", exitError, "lr=100%: a % must be followed by two hexadecimal digits"},
		{"train -optimizer lion", exitError, "optimizer=lion: optimizer takes sgd, adam or rmsprop"},
		{"train -augment flip,spin", exitError, "augment=flip,spin: augment takes a list of flip, shift, rotation, zoom, brightness and cutout, another range behind a colon (shift:0.1), or nothing"},
		{"train -sample 9", exitError, "this version does not have the pretrained VGG16 network yet"},
		{"train -model " + unknown, exitError, `LSTM`},
		{"train -model " + dir + "/none.json", exitError, "o such file"},
		{"train -data " + dir + "/none", exitError, "it does not exist"},
		{"train -data " + dir, exitError, "data"},
		{"train -data " + archive, exitError, "cifar.tar.gz"},
		{"train -data synthetic -weights " + broken, exitError, "the limit is"},
		{"train -save " + dir + "/none/w.safetensors", exitError, "there is no such folder as " + dir + "/none: make it or name another"},
		{"train -data synthetic -weights " + broken, exitError, "name a whole file that train -save or export has written"},
		{"train -data synthetic -weights " + dir, exitError, dir + " is a folder: name a whole file"},
		{"train -resume " + dir, exitError, dir + " is a folder: name a whole file"},
		{"train -save " + dir, exitError, "it is a folder"},
		{"summary -sample 99", exitError, "sample=99: sample takes a whole number from 0 to 12"},
		{"summary -model " + unknown, exitError, "LSTM"},
		{"export -sample 1", exitUsage, "-o says where to write"},
		{"evaluate", exitUsage, "-weights says what to measure"},
		{"evaluate -weights " + broken, exitError, "the limit is"},
		{"convert -data synthetic", exitUsage, "-o says where to write"},
		{"train -patience 0", exitError, "patience=0: patience takes a whole number from 1 to 1,000"},
		{"train -schedule cosine -reduce_lr 0.5", exitError, "reduce_lr=0.5: the learning rate already follows schedule=cosine"},
		{"train -schedule piecewise -boundaries 5,3 -values 0.1,0.2", exitError, "boundaries=5,3: boundaries takes a rising list"},
		{"train -save_every 2", exitUsage, "-save_every needs -save to say where"},
		{"train -save_every -1 -save " + dir + "/w.safetensors", exitUsage, "-save_every -1 is below 0"},
		{"train -weights a -resume b", exitUsage, "-weights begins a run and -resume goes on with one"},
		{"train -resume " + dir + "/none.safetensors", exitError, "o such file"},
		{"train -data synthetic -resume " + broken, exitError, "the limit is"},
		{"train -data synthetic -resume " + weights, exitError, "it has weights alone: a run can begin with them, but not go on"},
		{"bench -seconds NaN", exitUsage, "-seconds NaN is not in 0.01 to 60"},
		{"bench -sample 77", exitError, "sample=77"},
	}
	for _, test := range tests {
		out, notes, code := call(t, strings.Fields(test.args)...)
		if code != test.code || !strings.Contains(notes, test.notes) || out != "" {
			t.Errorf("muestra %s: exit %d, output %q, notes %q; want exit %d and %q", test.args, code, out, notes, test.code, test.notes)
		}
	}
}

func TestAFailedRunLeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, notes bytes.Buffer
	args := append([]string{"train", "-save", filepath.Join(dir, "w.safetensors"), "-save_every", "1"}, quick...)
	if code := run(ctx, args, &out, &notes); code != exitError || !strings.Contains(notes.String(), "stopped") {
		t.Errorf("exit %d, %s", code, notes.String())
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
		t.Errorf("%v in the folder, %v", files, err)
	}
}

func TestADivergedRunSaysWhatToTry(t *testing.T) {
	_, notes, code := call(t, append([]string{"train", "-json", "-sample", "4", "-lr", "10", "-momentum", "0.99"}, append(quick, "-epochs", "50")...)...)
	if code != exitError || !strings.HasPrefix(notes, "muestra train: epoch ") || !strings.Contains(notes, "try a lower learning rate") {
		t.Errorf("exit %d, %s", code, notes)
	}
}

func TestHelpNamesEveryVerbAndFlag(t *testing.T) {
	out := must(t, "help")
	for _, v := range verbs {
		if !strings.Contains(out, v.name) || !strings.Contains(must(t, "help", v.name), v.line) {
			t.Errorf("help does not explain %s", v.name)
		}
	}
}

// TestVerbsAndFlagsAreThoseThatProgramsKnow holds the help of every verb: other programs are built on its flags.
func TestVerbsAndFlagsAreThoseThatProgramsKnow(t *testing.T) {
	var b strings.Builder
	for _, v := range verbs {
		b.WriteString("== muestra help " + v.name + "\n" + must(t, "help", v.name))
	}
	const file = "testdata/help.txt"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, lines := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(lines)) {
		if i >= len(got) || i >= len(lines) || got[i] != lines[i] {
			t.Fatalf("%s is no longer what it says from line %d on (go test -update writes it anew):\n got %q\nwant %q",
				file, i+1, got[min(i, len(got)-1)], lines[min(i, len(lines)-1)])
		}
	}
}

func TestHelpSaysWhatIsMeantWithoutAFlag(t *testing.T) {
	flags := must(t, "help", "train")
	for name, want := range map[string]string{
		"sample": "(default 1)", "train": "(default 5000)", "lr": "(default: the sample's own)", "schedule": "(default constant)", "lang": "(default: none)",
		"reduce_lr_patience": "(default 3)", "epochs": "(default: the sample's own)", "restore_best": "(default 0)",
	} {
		_, after, found := strings.Cut(flags, "\n  -"+name+" value\n")
		if line, _, _ := strings.Cut(after, "\n"); !found || !strings.HasSuffix(line, want) {
			t.Errorf("-%s: %q, want %s", name, line, want)
		}
	}
}

func TestBenchPrintsBothTables(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	out := must(t, "bench", "-seconds", "0.01", "-sample", "1", "-batch", "16")
	for _, want := range []string{"GFLOP/s", "peak: ", "gonum Gemm", "512x512 by 512x512", "sample 1"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestTheDataFlagFindsTheSet(t *testing.T) {
	t.Setenv("CIFAR10", "/nowhere/at/all")
	if _, notes, code := call(t, "train"); code != exitError || !strings.Contains(notes, "/nowhere/at/all") {
		t.Errorf("exit %d, %s", code, notes)
	}
	t.Setenv("CIFAR10", "")
	t.Chdir(t.TempDir())
	if found := findCIFAR10(); found != "" {
		t.Errorf("outside the module %s is found", found)
	}
	args := slices.Concat([]string{"train", "-json"}, quick[2:], []string{"-steps", "1"})
	if _, notes, code := call(t, args...); code != exitDone || !strings.Contains(notes, "training on the synthetic set") {
		t.Errorf("exit %d, %s", code, notes)
	}
}

// TestAKeyIsOneRow adds a row to the table of keys and finds its flag.
func TestAKeyIsOneRow(t *testing.T) {
	defer recipe.AddRow("extra")()
	fs := flag.NewFlagSet("train", flag.ContinueOnError)
	x := &experimentFlags{}
	x.declare(fs)
	if f := fs.Lookup("extra"); f == nil || f.Usage != "row of a test: `value` is a whole number from 0 to 9 (default 0)" {
		t.Fatalf("the flag is %+v", f)
	}
	if err := fs.Parse([]string{"-extra", "7"}); err != nil {
		t.Fatal(err)
	}
}

// TestTrainSaysTheVerdictOfThePage has a run judged in both languages, in the words that the page has.
func TestTrainSaysTheVerdictOfThePage(t *testing.T) {
	e, err := recipe.New(1)
	if err != nil {
		t.Fatal(err)
	}
	r := &train.Run{}
	for i := range 9 { // validation was best in epoch 3
		loss := history.Float(2 - 0.2*float64(i))
		val := max(loss, 1.5+0.1*history.Float(i-2))
		r.History = append(r.History, history.Epoch{Epoch: i + 1, Loss: loss, Accuracy: 0.3 + 0.05*history.Float(i), ValLoss: val, ValAccuracy: 0.4})
	}
	for lang, want := range map[string]string{"": "Overfitting since epoch 4: ", "en": "Overfitting since epoch 4: ", "es": "Sobreajuste desde la época 4: "} {
		var out strings.Builder
		e.Lang = lang
		newText(&out, io.Discard, e, r).event(history.Result{Stopped: history.EndEpochs})
		if lines := strings.Split(out.String(), "\n"); len(lines) != 3 || !strings.HasPrefix(lines[0], want) || !strings.HasPrefix(lines[1], "stopped: epochs") {
			t.Errorf("in %q: %q, want %q", lang, out.String(), want)
		}
	}
}
