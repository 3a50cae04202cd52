package main

import "fmt"

// arithmetic is what the Winograd transforms need of a platform: values are
// vectors.
type arithmetic[V any] interface {
	plus(a, b V) V
	minus(a, b V) V
	half(a V) V
	negative(a V) V
}

// A form is one output of a one-sided transform and the inputs it needs.
type form[V any] struct {
	inputs []int
	value  func(c arithmetic[V], in []V) V
}

// The transforms of package spec: Bᵀ, G, Aᵀ, A and Gᵀ.
func inputForms[V any]() []form[V] {
	return []form[V]{
		{[]int{0, 2}, func(c arithmetic[V], d []V) V { return c.minus(d[0], d[1]) }},
		{[]int{1, 2}, func(c arithmetic[V], d []V) V { return c.plus(d[0], d[1]) }},
		{[]int{2, 1}, func(c arithmetic[V], d []V) V { return c.minus(d[0], d[1]) }},
		{[]int{1, 3}, func(c arithmetic[V], d []V) V { return c.minus(d[0], d[1]) }},
	}
}

func kernelForms[V any]() []form[V] {
	same := func(c arithmetic[V], g []V) V { return g[0] }
	return []form[V]{
		{[]int{0}, same},
		{[]int{0, 2, 1}, func(c arithmetic[V], g []V) V { return c.half(c.plus(c.plus(g[0], g[1]), g[2])) }},
		{[]int{0, 2, 1}, func(c arithmetic[V], g []V) V { return c.half(c.minus(c.plus(g[0], g[1]), g[2])) }},
		{[]int{2}, same},
	}
}

func outputForms[V any]() []form[V] {
	return []form[V]{
		{[]int{0, 1, 2}, func(c arithmetic[V], m []V) V { return c.plus(c.plus(m[0], m[1]), m[2]) }},
		{[]int{1, 2, 3}, func(c arithmetic[V], m []V) V { return c.minus(c.minus(m[0], m[1]), m[2]) }},
	}
}

func outputGradForms[V any]() []form[V] {
	return []form[V]{
		{[]int{0}, func(c arithmetic[V], d []V) V { return d[0] }},
		{[]int{0, 1}, func(c arithmetic[V], d []V) V { return c.plus(d[0], d[1]) }},
		{[]int{0, 1}, func(c arithmetic[V], d []V) V { return c.minus(d[0], d[1]) }},
		{[]int{1}, func(c arithmetic[V], d []V) V { return c.negative(d[0]) }},
	}
}

func kernelGradForms[V any]() []form[V] {
	return []form[V]{
		{[]int{0, 1, 2}, func(c arithmetic[V], u []V) V { return c.plus(u[0], c.half(c.plus(u[1], u[2]))) }},
		{[]int{1, 2}, func(c arithmetic[V], u []V) V { return c.half(c.minus(u[0], u[1])) }},
		{[]int{1, 2, 3}, func(c arithmetic[V], u []V) V { return c.plus(c.half(c.plus(u[0], u[1])), u[2]) }},
	}
}

// square applies forms to the columns and then to the rows of a square of
// inputs. Row by row of the output it needs but few values at a time.
func square[V any](c arithmetic[V], forms []form[V], side int, load func(y, x int) V, keep func(x int, v V) V, store func(y, x int, v V)) {
	for y, vertical := range forms {
		column := make([]V, side)
		for x := range column {
			var in []V
			for _, i := range vertical.inputs {
				in = append(in, load(i, x))
			}
			column[x] = keep(x, vertical.value(c, in))
		}
		for x, horizontal := range forms {
			var in []V
			for _, i := range horizontal.inputs {
				in = append(in, column[i])
			}
			store(y, x, horizontal.value(c, in))
		}
	}
}

// transform is one of the generated functions. Its inputs and outputs are squares
// of vectors whose rows and columns lie as many floats apart as the arguments
// named here say; without a row argument, rows are side columns apart.
type transform struct {
	name            string
	in, out         string // slices
	inRow, inColumn string
	outRow, outCol  string
	inSide, outSide int
	epilogue        bool // adds bias, then ReLU where relu is set
	arguments       []string
}

var transforms = []transform{
	// winogradInputVector(v, x, vPlace, row, column, n): v[16 places] = Bᵀ x B for n channels.
	{name: "winogradInputVector", in: "x", out: "v", inRow: "row", inColumn: "column", outCol: "place", inSide: 4, outSide: 4,
		arguments: []string{"v", "x", "place", "row", "column", "n"}},
	// winogradOutputVector(y, m, bias, row, place, n, relu): y = Aᵀ m A + bias; y's columns lie n apart.
	{name: "winogradOutputVector", in: "m", out: "y", inColumn: "place", outRow: "row", outCol: "n", inSide: 4, outSide: 2, epilogue: true,
		arguments: []string{"y", "m", "bias", "row", "place", "n", "relu"}},
	// winogradOutputGradVector(z, dy, place, row, n): z = A dy Aᵀ; dy's columns lie n apart.
	{name: "winogradOutputGradVector", in: "dy", out: "z", inRow: "row", inColumn: "n", outCol: "place", inSide: 2, outSide: 4,
		arguments: []string{"z", "dy", "place", "row", "n"}},
	// winogradKernelVector(u, w, place, n): u = G w Gᵀ; w's nine taps lie n apart.
	{name: "winogradKernelVector", in: "w", out: "u", inColumn: "n", outCol: "place", inSide: 3, outSide: 4,
		arguments: []string{"u", "w", "place", "n"}},
	// winogradKernelGradVector(dw, du, n): dw = Gᵀ du G; places and taps lie n apart.
	{name: "winogradKernelGradVector", in: "du", out: "dw", inColumn: "n", outCol: "n", inSide: 4, outSide: 3,
		arguments: []string{"dw", "du", "n"}},
}

func formsOf[V any](name string) []form[V] {
	switch name {
	case "winogradInputVector":
		return inputForms[V]()
	case "winogradOutputVector":
		return outputForms[V]()
	case "winogradOutputGradVector":
		return outputGradForms[V]()
	case "winogradKernelVector":
		return kernelForms[V]()
	default:
		return kernelGradForms[V]()
	}
}

// wasmArithmetic computes in vector registers from V4 on; V0…V3 are kept.
type wasmArithmetic struct {
	*code
	next int
}

func (a *wasmArithmetic) fresh() string {
	a.next++
	return vector(3 + a.next)
}

func (a *wasmArithmetic) binary(op, x, y string) string {
	v := a.fresh()
	a.op("Get "+x, "Get "+y, op, "Set "+v)
	return v
}

func (a *wasmArithmetic) plus(x, y string) string  { return a.binary("F32x4Add", x, y) }
func (a *wasmArithmetic) minus(x, y string) string { return a.binary("F32x4Sub", x, y) }

func (a *wasmArithmetic) half(x string) string {
	v := a.fresh()
	a.op("Get "+x, "V128Const $0x3f0000003f000000, $0x3f0000003f000000", "F32x4Mul", "Set "+v)
	return v
}

func (a *wasmArithmetic) negative(x string) string {
	v := a.fresh()
	a.op("V128Const $0, $0", "Get "+x, "F32x4Sub", "Set "+v)
	return v
}

// writeWinograd writes the transforms for wasm. Registers: R0 the input, R1 the
// output, R2 the vectors left, R3 the bias, R4…R6 one to three input columns,
// R7 an input row, R8, R9 output column and row, R10 a place of the output.
func writeWinograd(c *code) {
	for _, t := range transforms {
		c.function(t.name, 8*len(t.arguments), func() {
			argument := func(reg, name string) {
				for i, a := range t.arguments {
					if a == name {
						c.load(reg, fmt.Sprintf("%s+%d", name, 8*i))
						return
					}
				}
				panic(t.name + " has no " + name)
			}
			argument("R0", t.in)
			argument("R1", t.out)
			if t.epilogue {
				argument("R3", "bias")
			}
			stride := func(reg, name, column string, side int) {
				if name != "" {
					argument(reg, name)
				} else {
					argument(reg, column)
					c.op("Get "+reg, fmt.Sprintf("I64Const $%d", side), "I64Mul", "Set "+reg)
				}
				c.bytes(reg)
			}
			stride("R4", t.inColumn, "", 0)
			c.op("Get R4", "Get R4", "I64Add", "Set R5", "Get R5", "Get R4", "I64Add", "Set R6")
			stride("R7", t.inRow, t.inColumn, t.inSide)
			stride("R8", t.outCol, "", 0)
			stride("R9", t.outRow, t.outCol, t.outSide)
			argument("R2", "n")
			c.shiftRight("R2", "R2", 2)
			c.repeat("R2", func() {
				a := &wasmArithmetic{code: c}
				square(a, formsOf[string](t.name), t.inSide,
					func(y, x int) string {
						v := a.fresh()
						c.op("Get R0")
						for range y {
							c.op("Get R7", "I64Add")
						}
						if x > 0 {
							c.op("Get "+register(3+x), "I64Add")
						}
						c.op("I32WrapI64", "V128Load $0", "Set "+v)
						return v
					},
					func(x int, v string) string {
						c.op("Get "+v, "Set "+vector(x))
						a.next = 0
						return vector(x)
					},
					func(y, x int, v string) {
						a.next = 0
						if t.epilogue {
							c.op("Get "+v, "V128Load 0(R3)", "F32x4Add", "Set V4")
							c.op(fmt.Sprintf("I64Load relu+%d(FP)", 8*(len(t.arguments)-1)), "I64Eqz", "I32Eqz", "If")
							c.op("V128Const $0, $0", "Get V4", "F32x4Pmax", "Set V4", "End")
							v = "V4"
						}
						c.op("Get R1")
						for range y {
							c.op("Get R9", "I64Add")
						}
						for range x {
							c.op("Get R8", "I64Add")
						}
						c.op("I32WrapI64", "Get "+v, "V128Store $0")
					})
				c.add("R0", 16)
				c.add("R1", 16)
				if t.epilogue {
					c.add("R3", 16)
				}
			})
		})
	}
}
