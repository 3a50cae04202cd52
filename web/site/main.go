package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

const usage = `usage:
  site build [-out dist] [-pack DIR] [-brotli 11]   build the page, the workers and everything they need
  site modules [-out .cache]                        write client.mod, with which go build, test and vet see the go-app that the page is built with
  site serve [-dir dist] [-port 8000]              serve what build wrote on localhost
`

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		fmt.Fprint(os.Stderr, usage)
		return fmt.Errorf("site: say build, modules or serve")
	}
	flags := flag.NewFlagSet("site "+args[0], flag.ExitOnError)
	switch args[0] {
	case "build":
		var b build
		flags.StringVar(&b.out, "out", "dist", "the `folder` to write; what an earlier build left there is replaced")
		flags.StringVar(&b.pack, "pack", "", "the `folder` of a pack (pack.json and its sprites) to include")
		flags.IntVar(&b.brotli, "brotli", 11, "the Brotli `quality`, 0…11; 0 leaves the files uncompressed, 11 takes half a minute where the programs have changed")
		flags.Parse(args[1:])
		return b.run()
	case "modules":
		out := flags.String("out", ".cache", "the `folder` to write client.mod and client.sum into")
		flags.Parse(args[1:])
		var b build
		if err := b.locate(); err != nil {
			return err
		}
		_, err := b.slim(*out)
		return err
	case "serve":
		dir := flags.String("dir", "dist", "the `folder` to serve")
		port := flags.Int("port", 8000, "the `port`; 0 picks a free one")
		flags.Parse(args[1:])
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
		defer stop()
		return serve(ctx, *dir, *port, os.Stdout)
	default:
		fmt.Fprint(os.Stderr, usage)
		return fmt.Errorf("site: unknown verb %q", args[0])
	}
}
