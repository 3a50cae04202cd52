package port_test

import (
	"fmt"

	"muestra/wasm/port"
)

func Example() {
	text, err := port.Encode(&port.Loading{Done: 1, Total: 6, What: "train-00.png"})
	fmt.Println(text, err)

	m, err := port.Decode(text)
	fmt.Println(m.(*port.Loading).What, err)

	_, err = port.Decode(`{"kind":"loading","data":{"done":7,"total":6}}`)
	fmt.Println(err)
	// Output:
	// {"kind":"loading","data":{"done":1,"total":6,"what":"train-00.png"}} <nil>
	// train-00.png <nil>
	// port: decode loading: 7 of 6 is no progress
}
