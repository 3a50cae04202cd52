package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// avx2Arithmetic computes in fresh virtual registers.
type avx2Arithmetic struct {
	*avx2
	halves, zero reg.VecVirtual
}

func (a avx2Arithmetic) plus(x, y reg.VecVirtual) reg.VecVirtual {
	v := a.YMM()
	a.VADDPS(y, x, v)
	return v
}

func (a avx2Arithmetic) minus(x, y reg.VecVirtual) reg.VecVirtual {
	v := a.YMM()
	a.VSUBPS(y, x, v)
	return v
}

func (a avx2Arithmetic) half(x reg.VecVirtual) reg.VecVirtual {
	v := a.YMM()
	a.VMULPS(a.halves, x, v)
	return v
}

func (a avx2Arithmetic) negative(x reg.VecVirtual) reg.VecVirtual { return a.minus(a.zero, x) }

// winogradAVX2 writes the transforms for amd64.
func winogradAVX2(c *avx2) {
	for _, t := range transforms {
		signature := "func("
		for i, name := range t.arguments {
			kind := "int"
			if name == t.in || name == t.out || name == "bias" {
				kind = "*float32"
			}
			if i > 0 {
				signature += ", "
			}
			signature += name + " " + kind
		}
		c.function(t.name, signature+")", func() { c.winogradTransform(t) })
	}
}

func (c *avx2) winogradTransform(t transform) {
	a := avx2Arithmetic{avx2: c, halves: c.YMM(), zero: c.YMM()}
	c.VXORPS(a.zero, a.zero, a.zero)
	bits := c.GP64()
	c.MOVL(operand.U32(0x3f000000), bits.As32()) // 0.5
	c.VMOVD(bits.As32(), a.halves.AsX())
	c.VBROADCASTSS(a.halves.AsX(), a.halves)

	in, out := c.argument(t.in), c.argument(t.out)
	stride := func(name, column string, side int) reg.GPVirtual {
		if name != "" {
			r := c.argument(name)
			c.SHLQ(operand.U8(2), r)
			return r
		}
		r := c.argument(column)
		c.IMUL3Q(operand.U8(4*side), r, r)
		return r
	}
	inColumn, inRow := stride(t.inColumn, "", 0), stride(t.inRow, t.inColumn, t.inSide)
	outColumn, outRow := stride(t.outCol, "", 0), stride(t.outRow, t.outCol, t.outSide)
	var bias, relu reg.GPVirtual
	if t.epilogue {
		bias, relu = c.argument("bias"), c.argument("relu")
	}
	left := c.argument("n")
	c.SHRQ(operand.U8(3), left)
	c.times(left, func() {
		// element is the address of one element of a square.
		element := func(base, row, column reg.GPVirtual, y, x int) operand.Mem {
			p := c.GP64()
			c.MOVQ(base, p)
			for range y {
				c.ADDQ(row, p)
			}
			switch x {
			case 1, 2:
				return operand.Mem{Base: p, Index: column, Scale: uint8(x)}
			case 3:
				c.ADDQ(column, p)
				return operand.Mem{Base: p, Index: column, Scale: 2}
			}
			return operand.Mem{Base: p}
		}
		square(a, formsOf[reg.VecVirtual](t.name), t.inSide,
			func(y, x int) reg.VecVirtual {
				v := c.YMM()
				c.VMOVUPS(element(in, inRow, inColumn, y, x), v)
				return v
			},
			func(_ int, v reg.VecVirtual) reg.VecVirtual { return v },
			func(y, x int, v reg.VecVirtual) {
				if t.epilogue {
					sum, store := c.YMM(), c.label()
					c.VADDPS(at(bias, 0), v, sum)
					c.TESTQ(relu, relu)
					c.JZ(operand.LabelRef(store))
					c.VMAXPS(a.zero, sum, sum)
					c.Label(store)
					v = sum
				}
				c.VMOVUPS(v, element(out, outRow, outColumn, y, x))
			})
		c.ADDQ(operand.U8(vectorBytes), in)
		c.ADDQ(operand.U8(vectorBytes), out)
		if t.epilogue {
			c.ADDQ(operand.U8(vectorBytes), bias)
		}
	})
}
