package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"muestra/nn/recipe"
	"muestra/nn/train"
)

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	cancel()
	os.Exit(code)
}

// The exit codes.
const (
	exitDone  = 0
	exitError = 1
	exitUsage = 2
)

// verb is one thing the command can do.
type verb struct {
	name string
	line string // what it does, for the list
	// make declares the verb's flags and returns what carries it out.
	make func(fs *flag.FlagSet) action
}

// action carries a verb out after its flags are read.
type action func(ctx context.Context, out, notes io.Writer) error

// verbs is what there is, in the order of the list.
var verbs = []verb{
	{"summary", "print the Keras table of a network, or its Keras JSON", summary},
	{"train", "train an experiment", trainVerb},
	{"evaluate", "measure saved weights on the test pictures", evaluate},
	{"export", "write the initial weights of a network as safetensors", export},
	{"convert", "write a data set as a pack of sprites", convert},
	{"bench", "measure kernels and training steps on this machine", bench},
}

// errUsage marks errors of the command line itself.
var errUsage = errors.New("usage")

// run is main without the process.
func run(ctx context.Context, args []string, out, notes io.Writer) int {
	if len(args) == 0 {
		help(notes)
		return exitUsage
	}
	name, args := args[0], args[1:]
	if name == "help" || name == "-h" || name == "-help" || name == "--help" {
		return helpOn(args, out, notes)
	}
	v := find(name)
	if v == nil {
		fmt.Fprintf(notes, "muestra: there is no verb %q\n\n", name)
		help(notes)
		return exitUsage
	}
	fs, act := v.flags(notes)
	if err := fs.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return exitDone
		}
		return exitUsage // the flag set has said why
	}
	if fs.NArg() > 0 {
		fmt.Fprintf(notes, "muestra %s: %q is not a flag\n", name, fs.Arg(0))
		return exitUsage
	}
	err := act(ctx, out, notes)
	if err == nil {
		return exitDone
	}
	fmt.Fprintf(notes, "muestra %s: %s\n", name, words(err))
	if errors.Is(err, errUsage) {
		return exitUsage
	}
	return exitError
}

// words is an error's message; a value that cannot be is the same mistake in a flag as in a link.
func words(err error) string {
	var link *recipe.LinkError
	if errors.As(err, &link) {
		return link.In("en")
	}
	var different *recipe.Different
	if errors.As(err, &different) {
		return different.In("en")
	}
	var diverged *train.Diverged
	if errors.As(err, &diverged) {
		return diverged.In("en")
	}
	return strings.TrimSuffix(err.Error(), ": "+errUsage.Error())
}

func find(name string) *verb {
	for i := range verbs {
		if verbs[i].name == name {
			return &verbs[i]
		}
	}
	return nil
}

// flags is the verb's flag set, which complains and explains itself to notes.
func (v *verb) flags(notes io.Writer) (*flag.FlagSet, action) {
	fs := flag.NewFlagSet("muestra "+v.name, flag.ContinueOnError)
	fs.SetOutput(notes)
	act := v.make(fs)
	fs.Usage = func() {
		fmt.Fprintf(fs.Output(), "muestra %s: %s\n\nflags:\n", v.name, v.line)
		fs.PrintDefaults()
	}
	return fs, act
}

func help(w io.Writer) {
	fmt.Fprintln(w, "muestra trains convolutional networks on CIFAR-10.")
	fmt.Fprintln(w, "\nusage: muestra <verb> [flags]")
	for _, v := range verbs {
		fmt.Fprintf(w, "  %-9s %s\n", v.name, v.line)
	}
	fmt.Fprintln(w, "\nmuestra help <verb> lists its flags.")
}

func helpOn(args []string, out, notes io.Writer) int {
	if len(args) == 0 {
		help(out)
		return exitDone
	}
	v := find(args[0])
	if v == nil {
		fmt.Fprintf(notes, "muestra: there is no verb %q\n", args[0])
		return exitUsage
	}
	fs, _ := v.flags(out)
	fs.Usage()
	return exitDone
}
