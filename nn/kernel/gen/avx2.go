package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
	"github.com/mmcloughlin/avo/reg"
)

// avx2 writes the amd64 vector code: eight floats a vector, two vectors a panel,
// products rounded before they are added (VMULPS, VADDPS, never FMA).
type avx2 struct {
	*build.Context
	labels int
}

// writeAVX2 returns the assembly that the functions in body make.
func writeAVX2(body func(c *avx2)) ([]byte, error) {
	c := &avx2{Context: build.NewContext()}
	c.ConstraintExpr("amd64,!noasm")
	body(c)
	file, err := c.Result()
	if err != nil {
		return nil, err
	}
	if err := pass.Compile.Execute(file); err != nil {
		return nil, err
	}
	return printer.NewGoAsm(printer.Config{Name: "muestra/nn/kernel/gen", Pkg: "kernel"}).Print(file)
}

// function begins a function; its signature is that of the Go declaration, types
// other than numbers and pointers to them being *byte.
func (c *avx2) function(name, signature string, body func()) {
	c.Function(name)
	c.Attributes(attr.NOSPLIT)
	c.SignatureExpr(signature)
	body()
	c.VZEROUPPER()
	c.RET()
}

func (c *avx2) argument(name string) reg.GPVirtual {
	return c.Load(c.Param(name), c.GP64()).(reg.GPVirtual)
}

func (c *avx2) label() string {
	c.labels++
	return fmt.Sprintf("l%d", c.labels)
}

// while runs body as long as left is at least n.
func (c *avx2) while(left reg.Register, n int, body func()) {
	again, end := c.label(), c.label()
	c.Label(again)
	c.CMPQ(left, operand.U32(n))
	c.JLT(operand.LabelRef(end))
	body()
	c.JMP(operand.LabelRef(again))
	c.Label(end)
}

// times runs body n times, n > 0, counting it down.
func (c *avx2) times(n reg.Register, body func()) {
	again := c.label()
	c.Label(again)
	body()
	c.DECQ(n)
	c.JNZ(operand.LabelRef(again))
}

func at(base reg.Register, offset int) operand.Mem { return operand.Mem{Base: base, Disp: offset} }

func indexed(base, index reg.Register, offset int) operand.Mem {
	return operand.Mem{Base: base, Index: index, Scale: 4, Disp: offset}
}

// sixes are how many rows or columns the panel loops take at once: six, then
// what is left. Six rows of two sums leave room for the right-hand side, a
// factor and a product in sixteen registers.
var sixes = []int{6, 4, 2, 1}

const vectorBytes = 32

// multiplyTile adds to two sums a row the row's factor times the right-hand side
// at right.
func (c *avx2) multiplyTile(sums [][2]reg.VecVirtual, right reg.Register, factor func(row int) operand.Mem) {
	b0, b1, f, p := c.YMM(), c.YMM(), c.YMM(), c.YMM()
	c.VMOVUPS(at(right, 0), b0)
	c.VMOVUPS(at(right, vectorBytes), b1)
	for row, s := range sums {
		c.VBROADCASTSS(factor(row), f)
		c.VMULPS(b0, f, p)
		c.VADDPS(p, s[0], s[0])
		c.VMULPS(b1, f, f)
		c.VADDPS(f, s[1], s[1])
	}
}

func (c *avx2) sums(n int) [][2]reg.VecVirtual {
	s := make([][2]reg.VecVirtual, n)
	for i := range s {
		s[i] = [2]reg.VecVirtual{c.YMM(), c.YMM()}
	}
	return s
}

func panelAVX2(c *avx2) {
	c.function("mulPanelVector", "func(out, a, b, bias *float32, offsets *int32, rows, outStride, segments, length, stride, relu int)", func() {
		out, a, offsets, left, length := c.argument("out"), c.argument("a"), c.argument("offsets"), c.argument("rows"), c.argument("length")
		for _, n := range sixes {
			c.while(left, n, func() { c.mulRows(n, out, a, offsets, left, length) })
		}
	})
	c.function("gradPanelVector", "func(c, a, d *float32, offsets *int32, rows, length, cStride int)", func() {
		to, a, left, stride := c.argument("c"), c.argument("a"), c.argument("length"), c.argument("cStride")
		c.SHLQ(operand.U8(2), stride)
		for _, n := range sixes {
			c.while(left, n, func() { c.gradColumns(n, to, a, stride, left) })
		}
	})
	c.function("packPanelVector", "func(sums *float64, dst, d *float32, rows, stride int)", func() {
		sums, dst, d, rows, stride := c.argument("sums"), c.argument("dst"), c.argument("d"), c.argument("rows"), c.argument("stride")
		s := c.sums(2)
		for i := range 4 {
			c.VMOVUPD(at(sums, vectorBytes*i), s[i/2][i%2])
		}
		c.times(rows, func() {
			for i := range 4 {
				v, wide := c.XMM(), c.YMM()
				c.VMOVUPS(at(d, 16*i), v)
				c.VMOVUPS(v, at(dst, 16*i))
				c.VCVTPS2PD(v, wide)
				c.VADDPD(wide, s[i/2][i%2], s[i/2][i%2])
			}
			c.LEAQ(indexed(d, stride, 0), d)
			c.ADDQ(operand.U8(64), dst)
		})
		for i := range 4 {
			c.VMOVUPD(s[i/2][i%2], at(sums, vectorBytes*i))
		}
	})
	c.function("transposePanelVector", "func(dst, b *float32, k, stride int)", func() {
		dst, b, k, stride := c.argument("dst"), c.argument("b"), c.argument("k"), c.argument("stride")
		c.SHLQ(operand.U8(2), stride)
		c.times(k, func() {
			row, value := c.GP64(), c.GP32()
			c.MOVQ(b, row)
			for q := range 16 {
				c.MOVL(at(row, 0), value)
				c.MOVL(value, at(dst, 4*q))
				c.ADDQ(stride, row)
			}
			c.ADDQ(operand.U8(4), b)
			c.ADDQ(operand.U8(64), dst)
		})
	})
}

// mulRows computes the next n rows of mulPanel's output.
func (c *avx2) mulRows(n int, out, a, offsets, left, length reg.GPVirtual) {
	rows := make([]reg.GPVirtual, n)
	for i := range rows {
		rows[i] = c.GP64()
		c.MOVLQSX(at(offsets, 4*i), rows[i])
		c.LEAQ(indexed(a, rows[i], 0), rows[i])
	}
	sums, bias := c.sums(n), c.argument("bias")
	for half := range 2 {
		c.VMOVUPS(at(bias, vectorBytes*half), sums[0][half])
		for i := 1; i < n; i++ {
			c.VMOVAPS(sums[0][half], sums[i][half])
		}
	}
	right, segments := c.argument("b"), c.argument("segments")
	c.times(segments, func() {
		k := c.GP64()
		c.XORQ(k, k)
		again := c.label()
		c.Label(again)
		c.multiplyTile(sums, right, func(row int) operand.Mem { return indexed(rows[row], k, 0) })
		c.ADDQ(operand.U8(2*vectorBytes), right)
		c.INCQ(k)
		c.CMPQ(k, length)
		c.JLT(operand.LabelRef(again))
		stride := c.argument("stride")
		for _, row := range rows {
			c.LEAQ(indexed(row, stride, 0), row)
		}
	})
	relu, store := c.argument("relu"), c.label()
	c.TESTQ(relu, relu)
	c.JZ(operand.LabelRef(store))
	zero := c.YMM()
	c.VXORPS(zero, zero, zero)
	for _, s := range sums {
		for half := range 2 {
			c.VMAXPS(zero, s[half], s[half]) // s > 0 ? s : 0
		}
	}
	c.Label(store)
	step := c.argument("outStride")
	for _, s := range sums {
		c.VMOVUPS(s[0], at(out, 0))
		c.VMOVUPS(s[1], at(out, vectorBytes))
		c.LEAQ(indexed(out, step, 0), out)
	}
	c.ADDQ(operand.U8(4*n), offsets)
	c.SUBQ(operand.U8(n), left)
}

// gradColumns adds up the next n columns of a.
func (c *avx2) gradColumns(n int, to, a, stride, left reg.GPVirtual) {
	sums, row := c.sums(n), c.GP64()
	c.MOVQ(to, row)
	for _, s := range sums {
		c.VMOVUPS(at(row, 0), s[0])
		c.VMOVUPS(at(row, vectorBytes), s[1])
		c.ADDQ(stride, row)
	}
	offsets, d, rows := c.argument("offsets"), c.argument("d"), c.argument("rows")
	c.times(rows, func() {
		offset := c.GP64()
		c.MOVLQSX(at(offsets, 0), offset)
		c.multiplyTile(sums, d, func(column int) operand.Mem { return indexed(a, offset, 4*column) })
		c.ADDQ(operand.U8(4), offsets)
		c.ADDQ(operand.U8(2*vectorBytes), d)
	})
	for _, s := range sums {
		c.VMOVUPS(s[0], at(to, 0))
		c.VMOVUPS(s[1], at(to, vectorBytes))
		c.ADDQ(stride, to)
	}
	c.ADDQ(operand.U8(4*n), a)
	c.SUBQ(operand.U8(n), left)
}

// streamed is the arguments of an element-wise function and the running index.
type streamed struct {
	*avx2
	arguments map[string]reg.GPVirtual
	i         reg.GPVirtual
}

func (s *streamed) load(name string) reg.VecVirtual {
	v := s.YMM()
	s.VMOVUPS(indexed(s.arguments[name], s.i, 0), v)
	return v
}

func (s *streamed) store(v reg.VecVirtual, name string) {
	s.VMOVUPS(v, indexed(s.arguments[name], s.i, 0))
}

func (s *streamed) mul(x, y reg.VecVirtual) reg.VecVirtual {
	v := s.YMM()
	s.VMULPS(x, y, v)
	return v
}

func (s *streamed) add(x, y reg.VecVirtual) reg.VecVirtual {
	v := s.YMM()
	s.VADDPS(x, y, v)
	return v
}

func (s *streamed) sub(x, y reg.VecVirtual) reg.VecVirtual {
	v := s.YMM()
	s.VSUBPS(y, x, v)
	return v
}

// stream writes a function over n elements, n > 0 a multiple of eight.
func (c *avx2) stream(name, signature string, slices []string, prepare func(), body func(s *streamed)) {
	c.function(name, signature, func() {
		s := &streamed{c, map[string]reg.GPVirtual{}, c.GP64()}
		for _, a := range slices {
			s.arguments[a] = c.argument(a)
		}
		n := c.argument("n")
		if prepare != nil {
			prepare()
		}
		c.XORQ(s.i, s.i)
		again := c.label()
		c.Label(again)
		body(s)
		c.ADDQ(operand.U8(8), s.i)
		c.CMPQ(s.i, n)
		c.JLT(operand.LabelRef(again))
	})
}

// given runs body where an argument is not nil.
func (s *streamed) given(name string, body func()) {
	skip := s.label()
	s.TESTQ(s.arguments[name], s.arguments[name])
	s.JZ(operand.LabelRef(skip))
	body()
	s.Label(skip)
}

// scalar is a float32 argument in all lanes.
func (c *avx2) scalar(name string) reg.VecVirtual {
	address, err := c.Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	v := c.YMM()
	c.VBROADCASTSS(address.Addr, v)
	return v
}

func elementwiseAVX2(c *avx2) {
	var zero, alpha, rate, momentum reg.VecVirtual
	zeroed := func() {
		zero = c.YMM()
		c.VXORPS(zero, zero, zero)
	}
	c.stream("reluVector", "func(x *float32, n int)", []string{"x"}, zeroed, func(s *streamed) {
		x := s.load("x")
		s.VMAXPS(zero, x, x) // x > 0 ? x : 0
		s.store(x, "x")
	})
	c.stream("reluGradVector", "func(dy, y *float32, n int)", []string{"dy", "y"}, zeroed, func(s *streamed) {
		positive, dy := s.load("y"), s.load("dy")
		s.VCMPPS(operand.U8(14), zero, positive, positive) // y > 0
		s.VANDPS(positive, dy, dy)
		s.store(dy, "dy")
	})
	c.stream("mulVector", "func(dst, a, b *float32, n int)", []string{"dst", "a", "b"}, nil, func(s *streamed) {
		s.store(s.mul(s.load("a"), s.load("b")), "dst")
	})
	c.stream("axpyVector", "func(y, x *float32, n int, alpha float32)", []string{"y", "x"}, func() { alpha = c.scalar("alpha") }, func(s *streamed) {
		s.store(s.add(s.load("y"), s.mul(alpha, s.load("x"))), "y")
	})
	c.function("notFiniteVector", "func(x *float32, n int) int", func() {
		x, left := c.argument("x"), c.argument("n")
		found, ones, bits, result := c.YMM(), c.YMM(), c.YMM(), c.GP64()
		c.VXORPS(found, found, found)
		c.MOVL(operand.U32(0x7f800000), result.As32()) // an exponent of ones
		c.VMOVD(result.As32(), ones.AsX())
		c.VPBROADCASTD(ones.AsX(), ones)
		c.SHRQ(operand.U8(3), left)
		c.times(left, func() {
			c.VPAND(at(x, 0), ones, bits)
			c.VPCMPEQD(ones, bits, bits)
			c.VPOR(bits, found, found)
			c.ADDQ(operand.U8(vectorBytes), x)
		})
		c.VMOVMSKPS(found, result.As32())
		c.Store(result, c.ReturnIndex(0))
	})
	c.stream("sgdVector", "func(w, grad *float32, n int, rate float32)", []string{"w", "grad"}, func() { rate = c.scalar("rate") }, func(s *streamed) {
		s.store(s.sub(s.load("w"), s.mul(rate, s.load("grad"))), "w")
	})
	rates := func() { rate, momentum = c.scalar("rate"), c.scalar("momentum") }
	c.stream("momentumVector", "func(w, v, grad *float32, n int, rate, momentum float32)", []string{"w", "v", "grad"}, rates, func(s *streamed) {
		v := s.sub(s.mul(momentum, s.load("v")), s.mul(rate, s.load("grad")))
		s.store(v, "v")
		s.store(s.add(s.load("w"), v), "w")
	})
	c.stream("nesterovVector", "func(w, v, grad *float32, n int, rate, momentum float32)", []string{"w", "v", "grad"}, rates, func(s *streamed) {
		step := s.mul(rate, s.load("grad"))
		v := s.sub(s.mul(momentum, s.load("v")), step)
		s.store(v, "v")
		s.store(s.add(s.load("w"), s.sub(s.mul(momentum, v), step)), "w")
	})
	var adam [7]reg.VecVirtual // Beta1, Rest1, Beta2, Rest2, Rate1, Scale2, Epsilon
	c.stream("adamVector", "func(w, m, v, grad *float32, n int, s *byte)", []string{"w", "m", "v", "grad"}, func() {
		step := c.argument("s")
		for i := range adam {
			adam[i] = c.YMM()
			c.VBROADCASTSS(at(step, 4*i), adam[i])
		}
	}, func(s *streamed) {
		g := s.load("grad")
		m := s.add(s.mul(adam[0], s.load("m")), s.mul(adam[1], g))
		s.store(m, "m")
		v := s.add(s.mul(adam[2], s.load("v")), s.mul(adam[3], s.mul(g, g)))
		s.store(v, "v")
		root := s.mul(adam[5], v)
		s.VSQRTPS(root, root)
		root = s.add(root, adam[6])
		m = s.mul(adam[4], m)
		s.VDIVPS(root, m, m)
		s.store(s.sub(s.load("w"), m), "w")
	})
	var rmsprop [5]reg.VecVirtual // Rho, Rest, Rate, Momentum, Epsilon
	c.stream("rmspropVector", "func(w, v, a, m, grad *float32, n int, s *byte)", []string{"w", "v", "a", "m", "grad"}, func() {
		zeroed()
		step := c.argument("s")
		for i := range rmsprop {
			rmsprop[i] = c.YMM()
			c.VBROADCASTSS(at(step, 4*i), rmsprop[i])
		}
	}, func(s *streamed) {
		g := s.load("grad")
		spread := s.add(s.mul(rmsprop[0], s.load("v")), s.mul(rmsprop[1], s.mul(g, g)))
		s.store(spread, "v")
		s.given("a", func() {
			a := s.add(s.mul(rmsprop[0], s.load("a")), s.mul(rmsprop[1], g))
			s.store(a, "a")
			s.VSUBPS(s.mul(a, a), spread, spread)
			s.VMAXPS(spread, zero, spread) // spread < 0 ? 0 : spread
		})
		root, change := s.add(spread, rmsprop[4]), s.mul(rmsprop[2], g)
		s.VSQRTPS(root, root)
		s.VDIVPS(root, change, change)
		s.given("m", func() {
			s.VADDPS(change, s.mul(rmsprop[3], s.load("m")), change)
			s.store(change, "m")
		})
		s.store(s.sub(s.load("w"), change), "w")
	})
}

// windowsAVX2 runs body for each vector of eight channels of each window, with
// the address of the window's first place; outputs then go on by a vector.
func (c *avx2) windowsAVX2(outputs []reg.GPVirtual, places, k reg.GPVirtual, body func(first reg.GPVirtual)) {
	count := c.GP64()
	c.MOVQ(at(k, windowCount), count)
	c.times(count, func() {
		first, vectors := c.GP64(), c.GP64()
		c.MOVQ(places, first)
		c.MOVQ(at(k, windowChannels), vectors)
		c.SHRQ(operand.U8(3), vectors)
		c.times(vectors, func() {
			body(first)
			for _, r := range append([]reg.GPVirtual{first}, outputs...) {
				c.ADDQ(operand.U8(vectorBytes), r)
			}
		})
		// channels beyond the last whole vector are done elsewhere
		rest, step := c.GP64(), c.GP64()
		c.MOVQ(at(k, windowChannels), rest)
		c.ANDQ(operand.U8(7), rest)
		for _, r := range outputs {
			c.LEAQ(indexed(r, rest, 0), r)
		}
		c.MOVQ(at(k, windowStep), step)
		c.LEAQ(indexed(places, step, 0), places)
	})
}

// placesAVX2 runs body for each place of a window, with its address and its
// number in all lanes.
func (c *avx2) placesAVX2(first, k reg.GPVirtual, body func(place reg.GPVirtual, number reg.VecVirtual)) {
	row, rows, tap := c.GP64(), c.GP64(), c.GP64()
	c.MOVQ(first, row)
	c.MOVQ(at(k, windowRows), rows)
	c.MOVQ(at(k, windowTap), tap)
	one := c.YMM()
	c.VPCMPEQD(one, one, one) // -1
	c.times(rows, func() {
		place, columns, number, step := c.GP64(), c.GP64(), c.YMM(), c.GP64()
		c.MOVQ(row, place)
		c.MOVQ(at(k, windowColumns), columns)
		c.MOVQ(tap, number.AsX())
		c.VPBROADCASTD(number.AsX(), number)
		c.times(columns, func() {
			body(place, number)
			c.VPSUBD(one, number, number)
			c.MOVQ(at(k, windowChannels), step)
			c.LEAQ(indexed(place, step, 0), place)
		})
		c.MOVQ(at(k, windowRowStride), step)
		c.LEAQ(indexed(row, step, 0), row)
		c.ADDQ(at(k, windowTapRow), tap)
	})
}

func maxPoolAVX2(c *avx2) {
	c.function("maxWindowsVector", "func(y *float32, arg *int32, x *float32, k *byte)", func() {
		y, arg, x, k := c.argument("y"), c.argument("arg"), c.argument("x"), c.argument("k")
		c.windowsAVX2([]reg.GPVirtual{y, arg}, x, k, func(first reg.GPVirtual) {
			most, from := c.YMM(), c.YMM()
			c.VMOVUPS(at(first, 0), most) // compared with itself first
			c.VPBROADCASTD(at(k, windowTap), from)
			c.placesAVX2(first, k, func(place reg.GPVirtual, number reg.VecVirtual) {
				v, greater := c.YMM(), c.YMM()
				c.VMOVUPS(at(place, 0), v)
				c.VCMPPS(operand.U8(14), most, v, greater) // v > most
				c.VBLENDVPS(greater, v, most, most)
				c.VBLENDVPS(greater, number, from, from)
			})
			c.VMOVUPS(most, at(y, 0))
			c.VMOVUPS(from, at(arg, 0))
		})
	})
	c.function("maxWindowsGradVector", "func(dx *float32, arg *int32, dy *float32, k *byte)", func() {
		dx, arg, dy, k := c.argument("dx"), c.argument("arg"), c.argument("dy"), c.argument("k")
		c.windowsAVX2([]reg.GPVirtual{dy, arg}, dx, k, func(first reg.GPVirtual) {
			d, from := c.YMM(), c.YMM()
			c.VMOVUPS(at(dy, 0), d)
			c.VMOVUPS(at(arg, 0), from)
			c.placesAVX2(first, k, func(place reg.GPVirtual, number reg.VecVirtual) {
				part := c.YMM()
				c.VPCMPEQD(number, from, part)
				c.VANDPS(part, d, part)
				c.VADDPS(at(place, 0), part, part)
				c.VMOVUPS(part, at(place, 0))
			})
		})
	})
}
