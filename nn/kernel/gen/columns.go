package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/reg"
)

// columnFunction is one of the functions that go down the rows of eight columns:
// its arguments in order, those that point to float64, to a value a column, and
// to the rows. rows and c follow.
type columnFunction struct {
	name                   string
	sums, means, each, row []string
}

var columnFunctions = []columnFunction{
	{"columnSumsVector", []string{"sums"}, nil, nil, []string{"x"}},
	{"columnSquaresVector", []string{"sums"}, []string{"mean"}, nil, []string{"x"}},
	{"columnProductsVector", []string{"sums"}, []string{"mean"}, nil, []string{"d", "x"}},
	{"normalizeVector", nil, nil, []string{"mean", "scale", "beta"}, []string{"y", "x"}},
	{"normalizeGradVector", nil, nil, []string{"mean", "scale", "slope", "offset"}, []string{"dx", "dy", "x"}},
}

// arguments are the names in the order of the Go declaration: what is float64
// comes first, and the rows come before the values a column.
func (f columnFunction) arguments() []string {
	var all []string
	for _, group := range [][]string{f.sums, f.means, f.row, f.each, {"rows", "c"}} {
		all = append(all, group...)
	}
	return all
}

// writeColumns writes them for wasm. A vector register holds two sums or four
// values, so eight columns are four or two of them.
func writeColumns(c *code) {
	for _, f := range columnFunctions {
		names := f.arguments()
		c.function(f.name, 8*len(names), func() {
			pointer := map[string]string{}
			for i, name := range names {
				pointer[name] = register(i)
				c.load(register(i), fmt.Sprintf("%s+%d", name, 8*i))
			}
			c.bytes(pointer["c"])
			next := 0
			vectors := map[string][]string{} // of sums, means and values a column
			load := func(group []string, count int) {
				for _, name := range group {
					for i := range count {
						v := vector(next)
						next++
						c.loadVector(v, pointer[name], 16*i)
						vectors[name] = append(vectors[name], v)
					}
				}
			}
			load(f.sums, 4)
			load(f.means, 4)
			load(f.each, 2)
			c.repeat(pointer["rows"], func() {
				for half := range 2 {
					c.columnBody(f.name, half, pointer, vectors, next)
				}
				for _, name := range f.row {
					c.addReg(pointer[name], pointer["c"])
				}
			})
			for _, name := range f.sums {
				for i, v := range vectors[name] {
					c.storeVector(pointer[name], 16*i, v)
				}
			}
		})
	}
}

// wide puts the two values of v that the half of it holds on the stack as
// float64.
func (c *code) wide(v string, half int) {
	c.op("Get " + v)
	if half == 1 {
		c.op("V128Const $0x0f0e0d0c0b0a0908, $0x0f0e0d0c0b0a0908", "I8x16Swizzle")
	}
	c.op("F64x2PromoteLowF32x4")
}

// columnBody does four columns of a row; vector registers from free on are free.
func (c *code) columnBody(name string, half int, pointer map[string]string, vectors map[string][]string, free int) {
	x, t := vector(free), vector(free+1)
	c.loadVector(x, pointer["x"], 16*half)
	of := func(name string) string { return vectors[name][half] }
	switch name {
	case "columnSumsVector":
		for i := range 2 {
			sum := vectors["sums"][2*half+i]
			c.op("Get " + sum)
			c.wide(x, i)
			c.op("F64x2Add", "Set "+sum)
		}
	case "columnSquaresVector":
		for i := range 2 {
			sum := vectors["sums"][2*half+i]
			c.wide(x, i)
			c.op("Get "+vectors["mean"][2*half+i], "F64x2Sub", "Set "+t,
				"Get "+sum, "Get "+t, "Get "+t, "F64x2Mul", "F64x2Add", "Set "+sum)
		}
	case "columnProductsVector":
		d := vector(free + 1)
		c.loadVector(d, pointer["d"], 16*half)
		for i := range 2 {
			sum := vectors["sums"][2*half+i]
			c.op("Get " + sum)
			c.wide(d, i)
			c.wide(x, i)
			c.op("Get "+vectors["mean"][2*half+i], "F64x2Sub", "F64x2Mul", "F64x2Add", "Set "+sum)
		}
	case "normalizeVector":
		c.op("Get "+x, "Get "+of("mean"), "F32x4Sub", "Get "+of("scale"), "F32x4Mul", "Get "+of("beta"), "F32x4Add", "Set "+x)
		c.storeVector(pointer["y"], 16*half, x)
	case "normalizeGradVector":
		c.loadVector(t, pointer["dy"], 16*half)
		c.op("Get "+of("scale"), "Get "+t, "F32x4Mul",
			"Get "+of("slope"), "Get "+x, "Get "+of("mean"), "F32x4Sub", "F32x4Mul", "F32x4Add",
			"Get "+of("offset"), "F32x4Add", "Set "+x)
		c.storeVector(pointer["dx"], 16*half, x)
	}
}

// columnsAVX2 writes them for amd64. A vector register holds four sums or eight
// values.
func columnsAVX2(c *avx2) {
	for _, f := range columnFunctions {
		signature := "func("
		for i, name := range f.arguments() {
			kind := "*byte"
			if name == "rows" || name == "c" {
				kind = "int"
			}
			if i > 0 {
				signature += ", "
			}
			signature += name + " " + kind
		}
		c.function(f.name, signature+")", func() {
			pointer := map[string]reg.GPVirtual{}
			for _, name := range f.arguments() {
				pointer[name] = c.argument(name)
			}
			vectors := map[string][]reg.VecVirtual{}
			load := func(group []string, count int) {
				for _, name := range group {
					for i := range count {
						v := c.YMM()
						c.VMOVUPS(at(pointer[name], vectorBytes*i), v)
						vectors[name] = append(vectors[name], v)
					}
				}
			}
			load(f.sums, 2)
			load(f.means, 2)
			load(f.each, 1)
			c.times(pointer["rows"], func() {
				c.columnBody(f.name, pointer, vectors)
				for _, name := range f.row {
					c.LEAQ(indexed(pointer[name], pointer["c"], 0), pointer[name])
				}
			})
			for _, name := range f.sums {
				for i, v := range vectors[name] {
					c.VMOVUPS(v, at(pointer[name], vectorBytes*i))
				}
			}
		})
	}
}

// columnBody does eight columns of a row.
func (c *avx2) columnBody(name string, pointer map[string]reg.GPVirtual, vectors map[string][]reg.VecVirtual) {
	wide := func(name string, half int) reg.VecVirtual {
		v := c.YMM()
		c.VCVTPS2PD(at(pointer[name], 16*half), v)
		return v
	}
	switch name {
	case "columnSumsVector":
		for i, sum := range vectors["sums"] {
			c.VADDPD(wide("x", i), sum, sum)
		}
	case "columnSquaresVector":
		for i, sum := range vectors["sums"] {
			d := wide("x", i)
			c.VSUBPD(vectors["mean"][i], d, d)
			c.VMULPD(d, d, d)
			c.VADDPD(d, sum, sum)
		}
	case "columnProductsVector":
		for i, sum := range vectors["sums"] {
			d := wide("x", i)
			c.VSUBPD(vectors["mean"][i], d, d)
			c.VMULPD(wide("d", i), d, d)
			c.VADDPD(d, sum, sum)
		}
	case "normalizeVector":
		x := c.YMM()
		c.VMOVUPS(at(pointer["x"], 0), x)
		c.VSUBPS(vectors["mean"][0], x, x)
		c.VMULPS(vectors["scale"][0], x, x)
		c.VADDPS(vectors["beta"][0], x, x)
		c.VMOVUPS(x, at(pointer["y"], 0))
	case "normalizeGradVector":
		x, dy := c.YMM(), c.YMM()
		c.VMOVUPS(at(pointer["x"], 0), x)
		c.VSUBPS(vectors["mean"][0], x, x)
		c.VMULPS(vectors["slope"][0], x, x)
		c.VMULPS(at(pointer["dy"], 0), vectors["scale"][0], dy)
		c.VADDPS(x, dy, dy)
		c.VADDPS(vectors["offset"][0], dy, dy)
		c.VMOVUPS(dy, at(pointer["dx"], 0))
	}
}
