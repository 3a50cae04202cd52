package recipe

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"muestra/data"
	"muestra/nn/keras"
)

// Limits of model=, so that a short link cannot unfold into a huge network.
const (
	maxModelLink = 60_000  // characters in the link
	maxModelJSON = 500_000 // bytes of JSON
)

// Model returns a network as model= spells it: base64url of its deflated Keras JSON. It is "" for one that cannot be.
func Model(spec *keras.Sequential) string {
	if spec == nil {
		return ""
	}
	text, err := spec.Compact()
	if err != nil {
		return ""
	}
	return packed.of(string(text), func() string { return pack(text) })
}

func modelOf(e *Experiment) string { return Model(e.Spec) }

// packed are the last networks that were packed, since the page asks for the same two or three at each change; unpacked are the last that were
// read, since a link or a recipe with faults in it is built again for each of its keys.
var (
	packed   memo[string, string]
	unpacked memo[string, network]
)

// network is a network that was read, or why it cannot be.
type network struct {
	spec *keras.Sequential
	err  error
}

func pack(text []byte) string {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		panic(badLevel)
	}
	w.Write(text)
	w.Close() // neither can fail on a bytes.Buffer
	return base64.RawURLEncoding.EncodeToString(out.Bytes())
}

const badLevel = "recipe: flate.BestCompression is not a level"

func setModel(e *Experiment, v string) error {
	if len(v) > maxModelLink {
		return badModel(v, fmt.Errorf("%d > %d", len(v), maxModelLink))
	}
	read := unpacked.of(v, func() network {
		spec, err := unpack(v)
		return network{spec, err}
	})
	if read.err != nil {
		return read.err
	}
	e.Spec = read.spec
	return nil
}

func unpack(v string) (*keras.Sequential, error) {
	packed, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(v, "="))
	if err != nil {
		return nil, badModel(v, err)
	}
	text, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxModelJSON+1))
	if err != nil {
		return nil, badModel(v, err)
	}
	if len(text) > maxModelJSON {
		return nil, badModel(v, fmt.Errorf("JSON > %d bytes", maxModelJSON))
	}
	spec, err := keras.Parse(text)
	if err != nil {
		return nil, badModel(v, err)
	}
	return spec, nil
}

// ReadModel reads a network as Keras's model.to_json() writes it, which is hostile until checked. It must fit the pictures. Every error is a
// *LinkError about model.
func ReadModel(text []byte) (*keras.Sequential, error) {
	if len(text) > maxModelJSON {
		return nil, badModel("", fmt.Errorf("JSON > %d bytes", maxModelJSON))
	}
	spec, err := keras.Parse(text)
	if err != nil {
		return nil, badModel("", err)
	}
	return spec, CheckModel(spec)
}

// badModel says why a network cannot be: in words where it is a layer's fault, else as the reader said it.
func badModel(value string, err error) error {
	problem := Text{"la red no se puede leer (" + detail(err) + ")", "the network cannot be read (" + detail(err) + ")"}
	var f *keras.Fault
	if errors.As(err, &f) {
		problem = faultText(f)
	}
	return &LinkError{Key: "model", Value: value, Problem: problem, cause: err}
}

// CheckModel says why a network cannot be trained on the pictures, as a *LinkError about model, or nil.
func CheckModel(spec *keras.Sequential) error {
	if err := spec.Validate(); err != nil {
		return badModel("", err)
	}
	if picture := (keras.Shape{data.Height, data.Width, data.Channels}); !spec.Input.Equal(picture) {
		return &LinkError{Key: "model", Problem: Text{
			fmt.Sprintf("la entrada de la red es %v; las imágenes son %v", spec.Input, picture),
			fmt.Sprintf("the network's input is %v; pictures are %v", spec.Input, picture),
		}}
	}
	if classes, err := spec.Classes(); err != nil || classes < data.Classes {
		return &LinkError{Key: "model", Problem: Text{
			fmt.Sprintf("la red distingue %d clases; las imágenes son de %d", classes, data.Classes),
			fmt.Sprintf("the network tells %d classes apart; the pictures are of %d", classes, data.Classes),
		}, cause: &keras.Fault{Layer: len(spec.Layers) - 1, Reason: keras.NoClasses}}
	}
	return nil
}
