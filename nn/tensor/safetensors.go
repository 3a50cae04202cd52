package tensor

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

	"muestra/nn/keras"
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
	ChunkBytes      = 64 << 10 // that are read or written at once
	metadataKey     = "__metadata__"
	headerAlignment = 8
)

// tensorHeader describes one tensor in a safetensors header; offsets count from the header's end.
type tensorHeader struct {
	DType   string   `json:"dtype"`
	Shape   []int    `json:"shape"`
	Offsets [2]int64 `json:"data_offsets"`
}

// Write writes tensors and metadata as a safetensors file, which Python's safetensors opens as it is. The metadata may be nil.
func Write(w io.Writer, tensors []Tensor, metadata map[string]string) error {
	header, err := safetensorsHeader(tensors, metadata)
	if err != nil {
		return fmt.Errorf("tensor: write safetensors: %w", err)
	}
	head := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	if _, err := w.Write(append(head, header...)); err != nil {
		return fmt.Errorf("tensor: write safetensors: %w", err)
	}
	out := bufio.NewWriterSize(w, ChunkBytes)
	for _, t := range tensors {
		for part := range slices.Chunk(t.Data, ChunkBytes/4) {
			if _, err := out.Write(littleEndian(part)); err != nil {
				return fmt.Errorf("tensor: write safetensors: tensor %s: %w", t.Name, err)
			}
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("tensor: write safetensors: %w", err)
	}
	return nil
}

// littleEndian is values as they stand in a file: their own memory wherever the machine's order is the file's.
func littleEndian(values []float32) []byte {
	memory := Bytes(values)
	if binary.NativeEndian.Uint16([]byte{1, 0}) == 1 {
		return memory
	}
	swapped := make([]byte, 0, len(memory))
	for _, v := range values {
		swapped = binary.LittleEndian.AppendUint32(swapped, math.Float32bits(v))
	}
	return swapped
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
		if keras.Shape(t.Shape).Size() != len(t.Data) {
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

// Read reads a safetensors file of float32 tensors, in the order of their data. Nothing in it is believed before it is checked:
// sizes beyond limit bytes, holes, overlaps, other types, values that are not finite and files that end early are refused, and memory is
// taken only as data arrive.
func Read(r io.Reader, limit int64) (tensors []Tensor, metadata map[string]string, err error) {
	in := bufio.NewReaderSize(r, ChunkBytes)
	headers, metadata, err := ReadHeaders(in, limit)
	if err != nil {
		return nil, nil, fmt.Errorf("tensor: read safetensors: %w", err)
	}
	if tensors, err = ReadBodies(in, headers); err != nil {
		return nil, nil, fmt.Errorf("tensor: read safetensors: %w", err)
	}
	return tensors, metadata, nil
}

// ReadBodies reads the data of all tensors, which end the file.
func ReadBodies(in *bufio.Reader, headers []Header) ([]Tensor, error) {
	var tensors []Tensor
	for _, h := range headers {
		data, err := readFloats(in, (h.Offsets[1]-h.Offsets[0])/4)
		if err != nil {
			return nil, fmt.Errorf("tensor %s: %w", h.Name, err)
		}
		tensors = append(tensors, Tensor{Name: h.Name, Shape: h.Shape, Data: data})
	}
	if _, err := in.ReadByte(); err != io.EOF {
		return nil, errors.New("there are data after the last tensor")
	}
	return tensors, nil
}

// Header is what a safetensors file says of one of its tensors.
type Header struct {
	tensorHeader
	Name string
}

// ReadHeaders reads and checks the header, and returns the tensors in the order of their data.
func ReadHeaders(in io.Reader, limit int64) ([]Header, map[string]string, error) {
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
	var headers []Header
	for name, raw := range entries {
		if name == metadataKey {
			if err := json.Unmarshal(raw, &metadata); err != nil {
				return nil, nil, fmt.Errorf("header: %s: %w", metadataKey, err)
			}
			continue
		}
		h, err := parseTensorHeader(name, raw, limit)
		if err != nil {
			return nil, nil, fmt.Errorf("tensor %s: %w", keras.Excerpt(json.RawMessage(name)), err)
		}
		headers = append(headers, h)
	}
	slices.SortFunc(headers, func(a, b Header) int {
		if a.Offsets != b.Offsets {
			return slices.Compare(a.Offsets[:], b.Offsets[:])
		}
		return strings.Compare(a.Name, b.Name)
	})
	return headers, metadata, checkContiguous(headers)
}

// parseTensorHeader checks that type, shape and offsets of one tensor agree.
func parseTensorHeader(name string, raw json.RawMessage, limit int64) (Header, error) {
	h := Header{Name: name}
	if err := json.Unmarshal(raw, &h.tensorHeader); err != nil {
		return h, err
	}
	if h.DType != "F32" {
		return h, fmt.Errorf("type %q is not supported (only F32)", keras.Excerpt(json.RawMessage(h.DType)))
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
func checkContiguous(headers []Header) error {
	var at int64
	for _, h := range headers {
		if h.Offsets[0] != at {
			return fmt.Errorf("tensor %s begins at %d instead of %d", h.Name, h.Offsets[0], at)
		}
		at = h.Offsets[1]
	}
	return nil
}

// readFloats reads count finite values, taking memory as they arrive.
func readFloats(in io.Reader, count int64) ([]float32, error) {
	data := make([]float32, 0, min(count, ChunkBytes/4))
	buf := make([]byte, min(4*count, ChunkBytes))
	for int64(len(data)) < count {
		n := int(min(4*(count-int64(len(data))), ChunkBytes))
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
