package nn

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Tensor is a named tensor of a checkpoint, row-major.
type Tensor struct {
	Name  string
	Shape []int
	Data  []float32
}

const (
	maxHeaderBytes  = 16 << 20 // of a safetensors header; the history of a long run takes well under 1 MB
	maxTensors      = 10_000
	metadataKey     = "__metadata__"
	headerAlignment = 8
)

// tensorHeader describes one tensor in a safetensors header; offsets count from the header's end.
type tensorHeader struct {
	DType   string   `json:"dtype"`
	Shape   []int    `json:"shape"`
	Offsets [2]int64 `json:"data_offsets"`
}

// WriteSafetensors writes tensors and metadata as a safetensors file, which Python's safetensors opens as it is. The metadata may be nil.
func WriteSafetensors(w io.Writer, tensors []Tensor, metadata map[string]string) error {
	header, err := safetensorsHeader(tensors, metadata)
	if err != nil {
		return fmt.Errorf("nn: write safetensors: %w", err)
	}
	out := bufio.NewWriterSize(w, 64<<10)
	var word [8]byte
	binary.LittleEndian.PutUint64(word[:], uint64(len(header)))
	out.Write(word[:]) // the writer keeps the first error for Flush
	out.Write(header)
	for _, t := range tensors {
		for _, v := range t.Data {
			binary.LittleEndian.PutUint32(word[:4], math.Float32bits(v))
			out.Write(word[:4])
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("nn: write safetensors: %w", err)
	}
	return nil
}

// safetensorsHeader is the JSON header, filled up with spaces so that the data are aligned.
func safetensorsHeader(tensors []Tensor, metadata map[string]string) ([]byte, error) {
	entries := make(map[string]any, len(tensors)+1)
	if metadata != nil {
		entries[metadataKey] = metadata
	}
	var offset int64
	for _, t := range tensors {
		if _, twice := entries[t.Name]; twice || t.Name == metadataKey {
			return nil, fmt.Errorf("two tensors are named %q", t.Name)
		}
		if Shape(t.Shape).Size() != len(t.Data) {
			return nil, fmt.Errorf("tensor %s: %d values for shape %v", t.Name, len(t.Data), t.Shape)
		}
		end := offset + 4*int64(len(t.Data))
		entries[t.Name] = tensorHeader{"F32", append([]int{}, t.Shape...), [2]int64{offset, end}} // never null
		offset = end
	}
	header, err := json.Marshal(entries)
	if err != nil {
		return nil, err
	}
	fill := -len(header) & (headerAlignment - 1)
	return append(header, strings.Repeat(" ", fill)...), nil
}

// ReadSafetensors reads a safetensors file of float32 tensors, in the order of their data. Nothing in it is believed before it is checked:
// sizes beyond limit bytes, holes, overlaps, other types, values that are not finite and files that end early are refused, and memory is
// taken only as data arrive.
func ReadSafetensors(r io.Reader, limit int64) (tensors []Tensor, metadata map[string]string, err error) {
	in := bufio.NewReaderSize(r, 64<<10)
	headers, metadata, err := readSafetensorsHeader(in, limit)
	if err != nil {
		return nil, nil, fmt.Errorf("nn: read safetensors: %w", err)
	}
	for _, h := range headers {
		t := Tensor{Name: h.name, Shape: h.Shape}
		if t.Data, err = readFloats(in, (h.Offsets[1]-h.Offsets[0])/4); err != nil {
			return nil, nil, fmt.Errorf("nn: read safetensors: tensor %s: %w", h.name, err)
		}
		tensors = append(tensors, t)
	}
	if _, err := in.ReadByte(); err != io.EOF {
		return nil, nil, errors.New("nn: read safetensors: there are data after the last tensor")
	}
	return tensors, metadata, nil
}

type namedHeader struct {
	tensorHeader
	name string
}

// readSafetensorsHeader reads and checks the header, and returns the tensors in the order of their data.
func readSafetensorsHeader(in io.Reader, limit int64) ([]namedHeader, map[string]string, error) {
	var word [8]byte
	if _, err := io.ReadFull(in, word[:]); err != nil {
		return nil, nil, errors.New("the file ends within its first 8 bytes")
	}
	size := binary.LittleEndian.Uint64(word[:])
	if most := uint64(min(maxHeaderBytes, max(limit, 0))); size > most {
		return nil, nil, fmt.Errorf("a header of %d bytes; the limit is %d", size, most)
	}
	var text bytes.Buffer
	if n, err := io.CopyN(&text, in, int64(size)); err != nil {
		return nil, nil, fmt.Errorf("the file ends within its header, after %d of %d bytes", n, size)
	}
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(text.Bytes(), &entries); err != nil {
		return nil, nil, fmt.Errorf("header: %w", err)
	}
	if len(entries) > maxTensors {
		return nil, nil, fmt.Errorf("%d tensors; the limit is %d", len(entries), maxTensors)
	}
	var metadata map[string]string
	var headers []namedHeader
	for name, raw := range entries {
		if name == metadataKey {
			if err := json.Unmarshal(raw, &metadata); err != nil {
				return nil, nil, fmt.Errorf("header: %s: %w", metadataKey, err)
			}
			continue
		}
		h, err := parseTensorHeader(name, raw, limit)
		if err != nil {
			return nil, nil, fmt.Errorf("tensor %s: %w", excerpt(json.RawMessage(name)), err)
		}
		headers = append(headers, h)
	}
	slices.SortFunc(headers, func(a, b namedHeader) int {
		if a.Offsets != b.Offsets {
			return slices.Compare(a.Offsets[:], b.Offsets[:])
		}
		return strings.Compare(a.name, b.name)
	})
	return headers, metadata, checkContiguous(headers)
}

// parseTensorHeader checks that type, shape and offsets of one tensor agree.
func parseTensorHeader(name string, raw json.RawMessage, limit int64) (namedHeader, error) {
	h := namedHeader{name: name}
	if err := json.Unmarshal(raw, &h.tensorHeader); err != nil {
		return h, err
	}
	if h.DType != "F32" {
		return h, fmt.Errorf("type %q is not supported (only F32)", excerpt(json.RawMessage(h.DType)))
	}
	if len(h.Shape) > 8 {
		return h, fmt.Errorf("%d dimensions", len(h.Shape))
	}
	begin, end := h.Offsets[0], h.Offsets[1]
	if begin < 0 || end < begin || end > limit {
		return h, fmt.Errorf("data from %d to %d; the limit is %d", begin, end, limit)
	}
	bytes := int64(4)
	for _, d := range h.Shape {
		if d < 0 || d > 0 && bytes > limit/int64(d) {
			return h, fmt.Errorf("shape %v is beyond the limit of %d bytes", h.Shape, limit)
		}
		bytes *= int64(d)
	}
	if bytes != end-begin {
		return h, fmt.Errorf("shape %v needs %d bytes, but its data are %d", h.Shape, bytes, end-begin)
	}
	return h, nil
}

// checkContiguous refuses tensors that overlap or leave holes.
func checkContiguous(headers []namedHeader) error {
	var at int64
	for _, h := range headers {
		if h.Offsets[0] != at {
			return fmt.Errorf("tensor %s begins at %d instead of %d", h.name, h.Offsets[0], at)
		}
		at = h.Offsets[1]
	}
	return nil
}

// readFloats reads count finite values, taking memory as they arrive.
func readFloats(in io.Reader, count int64) ([]float32, error) {
	const chunk = 64 << 10 // bytes
	data := make([]float32, 0, min(count, chunk/4))
	buf := make([]byte, min(4*count, chunk))
	for int64(len(data)) < count {
		n := int(min(4*(count-int64(len(data))), chunk))
		if _, err := io.ReadFull(in, buf[:n]); err != nil {
			return nil, fmt.Errorf("the file ends after %d of %d values", len(data), count)
		}
		for i := 0; i < n; i += 4 {
			v := math.Float32frombits(binary.LittleEndian.Uint32(buf[i:]))
			if v-v != 0 {
				return nil, fmt.Errorf("value %d is %v", len(data), v)
			}
			data = append(data, v)
		}
	}
	return slices.Clip(data), nil
}

// copyTensors fills each tensor of to with the one of the same name among from. On an error nothing has changed.
func copyTensors(to, from []Tensor) error {
	byName := make(map[string]Tensor, len(from))
	for _, t := range from {
		byName[t.Name] = t
	}
	for _, t := range to {
		source, ok := byName[t.Name]
		if !ok {
			return fmt.Errorf("nn: set weights: tensor %s is missing", t.Name)
		}
		if !slices.Equal(source.Shape, t.Shape) || len(source.Data) != len(t.Data) {
			return fmt.Errorf("nn: set weights: tensor %s has shape %v instead of %v", t.Name, source.Shape, t.Shape)
		}
		if !finite(source.Data) {
			return fmt.Errorf("nn: set weights: tensor %s has values that are %w", t.Name, ErrNotFinite)
		}
	}
	for _, t := range to {
		copy(t.Data, byName[t.Name].Data)
	}
	return nil
}
