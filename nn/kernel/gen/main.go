// Command gen writes the vector code of package kernel, WebAssembly's and amd64's:
//
//	go run muestra/nn/kernel/gen -dir nn/kernel
package main

import (
	"flag"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	dir := flag.String("dir", ".", "folder to write the .s files to")
	flag.Parse()
	write := func(name string, text []byte, err error) {
		if err == nil {
			err = os.WriteFile(filepath.Join(*dir, name), text, 0o644)
		}
		if err != nil {
			log.Fatalf("%s: %v", name, err)
		}
	}
	for name, body := range map[string]func(*code){"panel": writePanel, "maxpool": writeMaxPool, "averagepool": writeAveragePool, "elementwise": writeElementwise, "columns": writeColumns, "winograd": writeWinograd} {
		write(name+"_wasm.s", writeWasm(body), nil)
	}
	for name, body := range map[string]func(*avx2){"panel": panelAVX2, "maxpool": maxPoolAVX2, "averagepool": averagePoolAVX2, "elementwise": elementwiseAVX2, "columns": columnsAVX2, "winograd": winogradAVX2} {
		text, err := writeAVX2(body)
		write(name+"_amd64.s", text, err)
	}
}
