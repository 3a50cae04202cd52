package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

var update = flag.Bool("update", false, "write testdata anew")

// times are what differs from run to run.
var times = regexp.MustCompile(`("images_per_second"|"seconds"):[0-9.e+-]+`)

// TestLinesAreAsTheyWere holds each byte of -json: other programs read it.
func TestLinesAreAsTheyWere(t *testing.T) {
	run := []string{"train", "-json", "-data", "synthetic", "-link", tinyLink}
	for name, flags := range map[string][]string{
		"whole.jsonl":      nil,
		"blind.jsonl":      {"-val", "0", "-test", "0", "-steps", "7"},
		"restored.jsonl":   {"-epochs", "9", "-lr", "0.5", "-early_stopping", "-monitor", "accuracy", "-patience", "2", "-restore_best"},
		"checkpoint.jsonl": {"-resume", filepath.Join("testdata", "step-7.safetensors")},
	} {
		flags := append(run, flags...)
		if name == "checkpoint.jsonl" {
			flags = []string{"train", "-json", "-data", "synthetic", "-resume", filepath.Join("testdata", "step-7.safetensors")}
			if *update {
				must(t, append(run, "-restore_best", "-monitor", "val_loss", "-steps", "7", "-save", flags[5])...)
			}
		}
		got, path := times.ReplaceAllString(must(t, flags...), "$1:0"), filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: the lines are\n%s\nwere\n%s", name, got, want)
		}
	}
}

// tinyLink is a run of a network of one dense layer with an L2 penalty, 3 epochs of 5 steps.
const tinyLink = "sample=3&model=hM7BSsQwEMbxd5lzkG69LDnK4klF8LiUMNbZ7uA0U5OJrF3y7rJ6sVUQcvznN98ZesGcQ8SRwMMTvRWKxijgoNd44AH8GZ4Ly0vgOBUL-YgTgd_HIuKu26_XORD8oJTB71fiPZ4eVYXj0O4W5qQqIfN8sbZu29XqVl9v0Prjg6YRhWc01vgT-N3fCprRP9Eu6aTFFlMSGoFvrto_coqZFnGJbBn8pnGAvfH79zAPWQ824gkcvFKKJCHRUAQTz5TAr9i7dmFKeznfbGqttav1cwA&train=70&val=16&test=16&epochs=3&seed=5&optimizer=adam&lr=0.01&momentum=0.9&batch=16&augment=&schedule=cosine&workers=1"

func TestACheckpointIsWrittenAsItWas(t *testing.T) {
	earlier, again := filepath.Join("testdata", "step-7.safetensors"), filepath.Join(t.TempDir(), "again.safetensors")
	must(t, "train", "-data", "synthetic", "-resume", earlier, "-steps", "7", "-save", again)
	want, err := os.ReadFile(earlier)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(again)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("it begins with\n%.3000q\nand began with\n%.3000q", got, want)
	}
}
