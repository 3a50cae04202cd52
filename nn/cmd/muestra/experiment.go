package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"

	"muestra/nn/keras"
	"muestra/nn/recipe"
)

// experimentFlags are the flags that say what to train: one for each key of a link, -link for a whole link, and -model for
// a file where the link has the network itself.
type experimentFlags struct {
	link  string
	model string
	given []recipe.Pair
}

// modelKey is the link key that is a file name on the command line.
const modelKey = "model"

func (x *experimentFlags) declare(fs *flag.FlagSet, only ...string) {
	for _, k := range recipe.Keys() {
		if len(only) > 0 && !slices.Contains(only, k.Name) {
			continue
		}
		if k.Name == modelKey {
			fs.StringVar(&x.model, modelKey, "", "network as Keras JSON, a `file`")
			continue
		}
		fs.Var(&keyFlag{x, k}, k.Name, k.Help.EN+": `value` is "+k.Want.EN+" ("+k.Default()+")")
	}
	if len(only) == 0 {
		fs.StringVar(&x.link, "link", "", "a whole `link` such as 'sample=6&train=5000'; other flags win over it")
	}
}

// keyFlag is the flag of one link key. What it is given is read when all flags are known, since the sample decides what
// the others start from.
type keyFlag struct {
	x   *experimentFlags
	key *recipe.Key
}

func (f *keyFlag) String() string { return "" }

func (f *keyFlag) Set(value string) error {
	x := f.x
	x.given = slices.DeleteFunc(x.given, func(p recipe.Pair) bool { return p.Key == f.key.Name })
	x.given = append(x.given, recipe.Pair{Key: f.key.Name, Value: value})
	return nil
}

// IsBoolFlag lets a switch stand without a value.
func (f *keyFlag) IsBoolFlag() bool { return f.key != nil && f.key.Type == recipe.TypeTruth }

// has says whether a flag was given.
func (x *experimentFlags) has(key string) bool {
	return slices.ContainsFunc(x.given, func(p recipe.Pair) bool { return p.Key == key })
}

// experiment is what the flags describe: base, the link and the other flags, each winning over those before. Notices about
// the link go to notes.
func (x *experimentFlags) experiment(notes io.Writer, base ...recipe.Pair) (*recipe.Experiment, error) {
	pairs, err := recipe.Split(x.link)
	if err != nil {
		return nil, err
	}
	for _, b := range base {
		if !slices.ContainsFunc(pairs, func(p recipe.Pair) bool { return p.Key == b.Key }) {
			pairs = append(pairs, b)
		}
	}
	pairs = slices.DeleteFunc(pairs, func(p recipe.Pair) bool {
		return p.Key == modelKey && x.model != "" || x.has(p.Key)
	})
	e, notices, err := recipe.Build(append(pairs, x.given...))
	if err != nil {
		return nil, err
	}
	for _, n := range notices {
		fmt.Fprintln(notes, n)
	}
	if x.model == "" {
		return e, nil
	}
	if e.Spec, err = readModel(x.model); err != nil {
		return nil, err
	}
	return e, e.Check()
}

// readModel reads a Keras JSON file.
func readModel(path string) (*keras.Sequential, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the network: %w", err)
	}
	spec, err := keras.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("read the network %s: %w", path, err)
	}
	return spec, nil
}
