package tensor

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSafetensorsSurviveTheirFile(t *testing.T) {
	tensors := []Tensor{
		{Name: "conv2d/kernel", Shape: []int{1, 1, 2, 3}, Data: []float32{1, -2, 3.5, 0, 1e-38, -1e38}},
		{Name: "conv2d/bias", Shape: []int{3}, Data: []float32{1, 2, 3}},
		{Name: "empty", Shape: []int{0, 4}, Data: []float32{}},
		{Name: "scalar", Shape: []int{}, Data: []float32{7}},
		{Name: "large", Shape: []int{100_000}, Data: make([]float32, 100_000)},
	}
	metadata := map[string]string{"epoch": "3", "recipe": `{"lr":0.1}`}
	var file bytes.Buffer
	if err := Write(&file, tensors, metadata); err != nil {
		t.Fatal(err)
	}
	if n := binary.LittleEndian.Uint64(file.Bytes()); n%8 != 0 {
		t.Errorf("the data begin at 8+%d", n)
	}
	got, gotMetadata, err := Read(&file, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	// Tensors without data have their neighbour's offset, and may change places with each other only.
	if d := cmp.Diff(tensors, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(metadata, gotMetadata); d != "" {
		t.Error(d)
	}
}

// file is a safetensors file with this header and so many bytes of data.
func file(header string, data int) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(b, header...), make([]byte, data)...)
}

func TestBadSafetensorsAreRefusedInWords(t *testing.T) {
	good := file(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`, 8)
	nan := bytes.Clone(good)
	binary.LittleEndian.PutUint32(nan[len(nan)-4:], math.Float32bits(float32(math.NaN())))
	for _, c := range []struct {
		name, want string
		file       []byte
	}{
		{"empty", "first 8 bytes", nil},
		{"seven bytes", "first 8 bytes", good[:7]},
		{"a header of 10 GB", "a header of 10737418240 bytes", binary.LittleEndian.AppendUint64(nil, 10<<30)},
		{"a header of 2⁶⁴−1 bytes", "a header of 18446744073709551615 bytes", bytes.Repeat([]byte{255}, 100)},
		{"a truncated header", "ends within its header", good[:20]},
		{"truncated data", "tensor a: the file ends after 0 of 2 values", good[:len(good)-1]},
		{"data behind the end", "after the last tensor", append(bytes.Clone(good), 0)},
		{"not JSON", "header:", file(`{"a"`, 0)},
		{"a list", "header:", file(`[]`, 0)},
		{"a tensor that is none", "tensor a:", file(`{"a":3}`, 0)},
		{"metadata that are none", "__metadata__", file(`{"__metadata__":{"a":3}}`, 0)},
		{"NaN", "value 1 is NaN", nan},
		{"F64", `type "F64" is not supported`, file(`{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}`, 8)},
		{"a shape too large for its data", "needs 12 bytes, but its data are 8", file(`{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}`, 8)},
		{"a negative dimension", "shape [-2]", file(`{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}`, 8)},
		{"a shape that overflows", "beyond the limit", file(`{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}`, 0)},
		{"offsets beyond the limit", "the limit is", file(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9000000000000]}}`, 8)},
		{"offsets backwards", "data from 8 to 0", file(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}`, 8)},
		{"negative offsets", "data from -8", file(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}`, 8)},
		{"a hole", "begins at 8 instead of 4", file(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}`, 12)},
		{"an overlap", "begins at 4 instead of 8", file(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8)},
		{"a promise of 512 MB", "ends after 0 of", file(`{"a":{"dtype":"F32","shape":[134217728],"data_offsets":[0,536870912]}}`, 100)},
		{"nine dimensions", "9 dimensions", file(`{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}`, 4)},
	} {
		t.Run(c.name, func(t *testing.T) {
			tensors, _, err := Read(bytes.NewReader(c.file), 1<<30)
			if err == nil {
				t.Fatalf("accepted: %v", tensors)
			}
			if !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "tensor: read safetensors: ") {
				t.Errorf("got %q, want %q", err, c.want)
			}
		})
	}
}

func TestBadTensorsAreNotWritten(t *testing.T) {
	one := Tensor{Name: "a", Shape: []int{1}, Data: []float32{1}}
	for _, tensors := range [][]Tensor{{one, one}, {{Name: "__metadata__", Shape: []int{1}, Data: []float32{1}}}, {{Name: "a", Shape: []int{2}, Data: []float32{1}}}} {
		if err := Write(&bytes.Buffer{}, tensors, nil); err == nil {
			t.Errorf("%v is written", tensors)
		}
	}
}

func FuzzReadSafetensors(f *testing.F) {
	f.Add(file(`{"__metadata__":{"x":"y"},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}`, 12))
	f.Fuzz(func(t *testing.T, text []byte) {
		tensors, metadata, err := Read(bytes.NewReader(text), 1<<16)
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := Write(&again, tensors, metadata); err != nil {
			t.Fatal(err)
		}
		got, _, err := Read(&again, 1<<17)
		if err != nil || len(got) != len(tensors) {
			t.Fatalf("%d tensors instead of %d, %v", len(got), len(tensors), err)
		}
	})
}
