// Command gen writes the vector code of package kernel, WebAssembly's and amd64's:
//
//	go run muestra/nn/kernel/gen -dir nn/kernel
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	dir := flag.String("dir", ".", "folder to write the .s files to")
	flag.Parse()
	files, err := generate()
	if err != nil {
		log.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(*dir, name), text, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

// generate returns the text of each file by its name.
func generate() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, f := range []struct {
		name string
		wasm func(*code)
		avx2 func(*avx2)
	}{
		{"panel", writePanel, panelAVX2},
		{"maxpool", writeMaxPool, maxPoolAVX2},
		{"averagepool", writeAveragePool, averagePoolAVX2},
		{"elementwise", writeElementwise, elementwiseAVX2},
		{"columns", writeColumns, columnsAVX2},
		{"winograd", writeWinograd, winogradAVX2},
	} {
		files[f.name+"_wasm.s"] = writeWasm(f.wasm)
		text, err := writeAVX2(f.avx2)
		if err != nil {
			return nil, fmt.Errorf("%s for amd64: %w", f.name, err)
		}
		files[f.name+"_amd64.s"] = text
	}
	return files, nil
}
