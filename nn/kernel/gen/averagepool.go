package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Offsets of the fields of strip, each an int.
const (
	stripCount = 8 * iota
	stripChannels
	stripRows
	stripWidth
)

// strips runs begin for each output of a strip and then, for eight channels at
// once and four that may be left, body for each place and finish for its sums,
// two of float64 in V0…V3. Both get how many sums there are.
//
// Registers: R0 the output; R1 the input's first row; R2 the spans; R3 the strip;
// R4 the shares, where there are any; R5, R6, R10, R11 the outputs, vectors, rows
// and places left; R7 an output's first place; R8 the place at hand and R9 its
// share; R12 how many places lie between the output's in one row and in the next;
// R13 those in bytes; R14 the bytes of a place.
func (c *code) strips(shares bool, begin func(), body, finish func(sums int)) {
	c.field("R14", stripChannels)
	c.bytes("R14")
	c.field("R5", stripCount)
	c.repeat("R5", func() {
		c.op("Get R1", "I64Load32S 0(R2)", "Get R14", "I64Mul", "I64Add", "Set R7")
		c.op(fmt.Sprintf("I64Load %d(R3)", stripWidth), "I64Load32S 4(R2)", "I64Sub", "Set R12", "Get R12", "Get R14", "I64Mul", "Set R13")
		begin()
		for _, vectors := range []int{2, 1} {
			c.field("R6", stripChannels)
			if vectors == 2 {
				c.shiftRight("R6", "R6", 3)
			} else {
				c.shiftRight("R6", "R6", 2)
				c.mask("R6", "R6", 1)
			}
			c.repeat("R6", func() {
				c.stripSums(2*vectors, shares, body)
				finish(2 * vectors)
				for i := range vectors {
					c.narrow(vector(2*i), vector(2*i+1))
					c.storeVector("R0", 16*i, vector(2*i))
				}
				c.add("R0", 16*vectors)
				c.add("R7", 16*vectors)
			})
		}
		// channels beyond the last whole vector are done elsewhere
		c.field("R6", stripChannels)
		c.mask("R6", "R6", 3)
		c.bytes("R6")
		c.addReg("R0", "R6")
		c.add("R2", 8)
	})
}

// stripSums makes the sums of an output over its places.
func (c *code) stripSums(sums int, shares bool, body func(sums int)) {
	for i := range sums {
		c.op("V128Const $0, $0", "Set "+vector(i))
	}
	c.op("Get R7", "Set R8")
	if shares {
		c.op("Get R4", "I64Load32S 0(R2)", "I64Const $3", "I64Shl", "I64Add", "Set R9")
	}
	c.field("R10", stripRows)
	c.repeat("R10", func() {
		c.op("I64Load32S 4(R2)", "Set R11")
		c.repeat("R11", func() {
			body(sums)
			c.addReg("R8", "R14")
			if shares {
				c.add("R9", 8)
			}
		})
		c.addReg("R8", "R13")
		if shares {
			c.op("Get R9", "Get R12", "I64Const $3", "I64Shl", "I64Add", "Set R9")
		}
	})
}

// narrow sets low to the float32 of the four float64 in low and high. The 1.27.4
// assembler looks for a lane's number in a second operand.
func (c *code) narrow(low, high string) {
	c.op("Get "+low, "F32x4DemoteF64x2Zero", "Get "+high, "F32x4DemoteF64x2Zero", "I64x2ExtractLane $0", "I64x2ReplaceLane $0, $1", "Set "+low)
}

func writeAveragePool(c *code) {
	c.function("averageStripVector", 32, func() {
		c.load("R0", "y+0")
		c.load("R1", "x+8")
		c.load("R2", "spans+16")
		c.load("R3", "k+24")
		c.strips(false, func() { // V4 is how many places there are
			c.op(fmt.Sprintf("I64Load %d(R3)", stripRows), "I64Load32S 4(R2)", "I64Mul", "F64ConvertI64S", "F64x2Splat", "Set V4")
		}, func(sums int) {
			for i := range sums {
				if i%2 == 0 {
					c.loadVector("V5", "R8", 8*i)
				}
				c.op("Get " + vector(i))
				c.wide("V5", i%2)
				c.op("F64x2Add", "Set "+vector(i))
			}
		}, func(sums int) {
			for i := range sums {
				c.op("Get "+vector(i), "Get V4", "F64x2Div", "Set "+vector(i))
			}
		})
	})
	c.function("averageStripGradVector", 40, func() {
		c.load("R0", "dx+0")
		c.load("R1", "dy+8")
		c.load("R4", "shares+16")
		c.load("R2", "spans+24")
		c.load("R3", "k+32")
		c.strips(true, func() {}, func(sums int) {
			c.op("F64Load 0(R9)", "F64x2Splat", "Set V4")
			for i := range sums {
				if i%2 == 0 {
					c.loadVector("V5", "R8", 8*i)
				}
				c.op("Get " + vector(i))
				c.wide("V5", i%2)
				c.op("Get V4", "F64x2Mul", "F64x2Add", "Set "+vector(i))
			}
		}, func(int) {})
	})
}

// stripsAVX2 does for amd64 what strips does for wasm, with vectors of eight
// channels. shares is nil where there are none.
func (c *avx2) stripsAVX2(to, from, spans, shares, k reg.GPVirtual, begin func(), body func(sums [2]reg.VecVirtual, place, share reg.GPVirtual), finish func(sums [2]reg.VecVirtual)) {
	count := c.GP64()
	c.MOVQ(at(k, stripCount), count)
	c.times(count, func() {
		first, skip, floats, vectors := c.GP64(), c.GP64(), c.GP64(), c.GP64()
		c.MOVLQSX(at(spans, 0), first)
		c.IMULQ(at(k, stripChannels), first)
		c.LEAQ(indexed(from, first, 0), first)
		c.MOVLQSX(at(spans, 4), floats)
		c.MOVQ(at(k, stripWidth), skip)
		c.SUBQ(floats, skip)
		c.MOVQ(skip, floats)
		c.IMULQ(at(k, stripChannels), floats)
		begin()
		c.MOVQ(at(k, stripChannels), vectors)
		c.SHRQ(operand.U8(3), vectors)
		c.times(vectors, func() {
			sums := [2]reg.VecVirtual{c.YMM(), c.YMM()}
			for _, s := range sums {
				c.VXORPD(s, s, s)
			}
			place, share, rows := c.GP64(), c.GP64(), c.GP64()
			c.MOVQ(first, place)
			if shares != nil {
				c.MOVLQSX(at(spans, 0), share)
				c.LEAQ(operand.Mem{Base: shares, Index: share, Scale: 8}, share)
			}
			c.MOVQ(at(k, stripRows), rows)
			c.times(rows, func() {
				columns, none := c.GP64(), c.label()
				c.MOVLQSX(at(spans, 4), columns)
				c.TESTQ(columns, columns)
				c.JZ(operand.LabelRef(none))
				c.times(columns, func() {
					body(sums, place, share)
					step := c.GP64()
					c.MOVQ(at(k, stripChannels), step)
					c.LEAQ(indexed(place, step, 0), place)
					if shares != nil {
						c.ADDQ(operand.U8(8), share)
					}
				})
				c.Label(none)
				c.LEAQ(indexed(place, floats, 0), place)
				if shares != nil {
					c.LEAQ(operand.Mem{Base: share, Index: skip, Scale: 8}, share)
				}
			})
			finish(sums)
			for half, s := range sums {
				narrow := c.XMM()
				c.VCVTPD2PSY(s, narrow)
				c.VMOVUPS(narrow, at(to, 16*half))
			}
			c.ADDQ(operand.U8(vectorBytes), to)
			c.ADDQ(operand.U8(vectorBytes), first)
		})
		// channels beyond the last whole vector are done elsewhere
		rest := c.GP64()
		c.MOVQ(at(k, stripChannels), rest)
		c.ANDQ(operand.U8(7), rest)
		c.LEAQ(indexed(to, rest, 0), to)
		c.ADDQ(operand.U8(8), spans)
	})
}

func averagePoolAVX2(c *avx2) {
	c.function("averageStripVector", "func(y, x *float32, spans *int32, k *byte)", func() {
		y, x, spans, k := c.argument("y"), c.argument("x"), c.argument("spans"), c.argument("k")
		size := c.YMM()
		c.stripsAVX2(y, x, spans, nil, k, func() {
			places := c.GP64()
			c.MOVLQSX(at(spans, 4), places)
			c.IMULQ(at(k, stripRows), places)
			c.VXORPD(size, size, size)
			c.VCVTSI2SDQ(places, size.AsX(), size.AsX())
			c.VBROADCASTSD(size.AsX(), size)
		}, func(sums [2]reg.VecVirtual, place, _ reg.GPVirtual) {
			for half, s := range sums {
				wide := c.YMM()
				c.VCVTPS2PD(at(place, 16*half), wide)
				c.VADDPD(wide, s, s)
			}
		}, func(sums [2]reg.VecVirtual) {
			for _, s := range sums {
				c.VDIVPD(size, s, s)
			}
		})
	})
	c.function("averageStripGradVector", "func(dx, dy *float32, shares *float64, spans *int32, k *byte)", func() {
		dx, dy, shares, spans, k := c.argument("dx"), c.argument("dy"), c.argument("shares"), c.argument("spans"), c.argument("k")
		c.stripsAVX2(dx, dy, spans, shares, k, func() {}, func(sums [2]reg.VecVirtual, place, share reg.GPVirtual) {
			factor := c.YMM()
			c.VBROADCASTSD(at(share, 0), factor)
			for half, s := range sums {
				wide := c.YMM()
				c.VCVTPS2PD(at(place, 16*half), wide)
				c.VMULPD(factor, wide, wide)
				c.VADDPD(wide, s, s)
			}
		}, func([2]reg.VecVirtual) {})
	})
}
