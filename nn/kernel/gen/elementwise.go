package main

import "fmt"

// stream runs body for each vector of n elements; all registers but the counter
// go 16 bytes further each time.
func (c *code) stream(registers []string, counter string, body func()) {
	c.shiftRight(counter, counter, 2)
	c.repeat(counter, func() {
		body()
		for _, r := range registers {
			c.add(r, 16)
		}
	})
}

// splatArgument sets v to four copies of a float32 argument.
func (c *code) splatArgument(v, argument string) {
	c.op("F32Load "+argument+"(FP)", "F32x4Splat", "Set "+v)
}

// multiply sets v = x·y.
func (c *code) multiply(v, x, y string) { c.op("Get "+x, "Get "+y, "F32x4Mul", "Set "+v) }

func writeElementwise(c *code) {
	c.function("reluVector", 16, func() {
		c.load("R0", "x+0")
		c.load("R1", "n+8")
		c.stream([]string{"R0"}, "R1", func() {
			c.address("R0")
			c.op("V128Const $0, $0")
			c.op("V128Load 0(R0)", "F32x4Pmax", "V128Store $0") // 0 < x ? x : 0
		})
	})
	c.function("reluGradVector", 24, func() {
		c.load("R0", "dy+0")
		c.load("R1", "y+8")
		c.load("R2", "n+16")
		c.stream([]string{"R0", "R1"}, "R2", func() {
			c.address("R0")
			c.op("V128Load 0(R0)", "V128Load 0(R1)", "V128Const $0, $0", "F32x4Gt", "V128And", "V128Store $0")
		})
	})
	c.function("mulVector", 32, func() {
		c.load("R0", "dst+0")
		c.load("R1", "a+8")
		c.load("R2", "b+16")
		c.load("R3", "n+24")
		c.stream([]string{"R0", "R1", "R2"}, "R3", func() {
			c.loadVector("V0", "R1", 0)
			c.loadVector("V1", "R2", 0)
			c.multiply("V0", "V0", "V1")
			c.storeVector("R0", 0, "V0")
		})
	})
	c.function("axpyVector", 28, func() {
		c.load("R0", "y+0")
		c.load("R1", "x+8")
		c.load("R2", "n+16")
		c.splatArgument("V2", "alpha+24")
		c.stream([]string{"R0", "R1"}, "R2", func() {
			c.loadVector("V0", "R0", 0)
			c.loadVector("V1", "R1", 0)
			c.multiplyAdd("V0", "V2", "V1")
			c.storeVector("R0", 0, "V0")
		})
	})
	c.function("notFiniteVector", 24, func() {
		c.load("R0", "x+0")
		c.load("R1", "n+8")
		c.op("V128Const $0, $0", "Set V0")
		c.op("V128Const $0x7f8000007f800000, $0x7f8000007f800000", "Set V1") // an exponent of ones
		c.stream([]string{"R0"}, "R1", func() {
			c.op("V128Load 0(R0)", "Get V1", "V128And", "Get V1", "I32x4Eq", "Get V0", "V128Or", "Set V0")
		})
		c.op("Get SP", "Get V0", "V128AnyTrue", "I64ExtendI32U", "I64Store ret+16(FP)")
	})
	c.function("sgdVector", 28, func() {
		c.load("R0", "w+0")
		c.load("R1", "grad+8")
		c.load("R2", "n+16")
		c.splatArgument("V2", "rate+24")
		c.stream([]string{"R0", "R1"}, "R2", func() {
			c.loadVector("V0", "R0", 0)
			c.loadVector("V1", "R1", 0)
			c.op("Get V0", "Get V2", "Get V1", "F32x4Mul", "F32x4Sub", "Set V0")
			c.storeVector("R0", 0, "V0")
		})
	})
	for _, nesterov := range []bool{false, true} {
		name := map[bool]string{false: "momentumVector", true: "nesterovVector"}[nesterov]
		c.function(name, 40, func() {
			c.load("R0", "w+0")
			c.load("R1", "v+8")
			c.load("R2", "grad+16")
			c.load("R3", "n+24")
			c.splatArgument("V4", "rate+32")
			c.splatArgument("V5", "momentum+36")
			c.stream([]string{"R0", "R1", "R2"}, "R3", func() {
				c.loadVector("V2", "R2", 0)
				c.multiply("V2", "V4", "V2")
				c.loadVector("V1", "R1", 0)
				c.op("Get V5", "Get V1", "F32x4Mul", "Get V2", "F32x4Sub", "Set V1")
				c.storeVector("R1", 0, "V1")
				if nesterov {
					c.op("Get V5", "Get V1", "F32x4Mul", "Get V2", "F32x4Sub", "Set V1")
				}
				c.loadVector("V0", "R0", 0)
				c.op("Get V0", "Get V1", "F32x4Add", "Set V0")
				c.storeVector("R0", 0, "V0")
			})
		})
	}
	c.function("adamVector", 48, func() {
		c.load("R0", "w+0")
		c.load("R1", "m+8")
		c.load("R2", "v+16")
		c.load("R3", "grad+24")
		c.load("R4", "n+32")
		c.load("R5", "s+40")
		// V4…V10: Beta1, Rest1, Beta2, Rest2, Rate1, Scale2, Epsilon
		for i := range 7 {
			c.op(fmt.Sprintf("F32Load %d(R5)", 4*i), "F32x4Splat", "Set "+vector(4+i))
		}
		c.stream([]string{"R0", "R1", "R2", "R3"}, "R4", func() {
			c.loadVector("V3", "R3", 0)
			c.loadVector("V1", "R1", 0)
			c.op("Get V4", "Get V1", "F32x4Mul", "Get V5", "Get V3", "F32x4Mul", "F32x4Add", "Set V1")
			c.storeVector("R1", 0, "V1")
			c.loadVector("V2", "R2", 0)
			c.op("Get V6", "Get V2", "F32x4Mul", "Get V7", "Get V3", "Get V3", "F32x4Mul", "F32x4Mul", "F32x4Add", "Set V2")
			c.storeVector("R2", 0, "V2")
			c.loadVector("V0", "R0", 0)
			c.op("Get V0", "Get V8", "Get V1", "F32x4Mul", "Get V9", "Get V2", "F32x4Mul", "F32x4Sqrt", "Get V10", "F32x4Add", "F32x4Div", "F32x4Sub", "Set V0")
			c.storeVector("R0", 0, "V0")
		})
	})
	c.function("rmspropVector", 56, func() {
		c.load("R0", "w+0")
		c.load("R1", "v+8")
		c.load("R2", "a+16")
		c.load("R3", "m+24")
		c.load("R4", "grad+32")
		c.load("R5", "n+40")
		c.load("R6", "s+48")
		// V4…V8: Rho, Rest, Rate, Momentum, Epsilon
		for i := range 5 {
			c.op(fmt.Sprintf("F32Load %d(R6)", 4*i), "F32x4Splat", "Set "+vector(4+i))
		}
		c.stream([]string{"R0", "R1", "R2", "R3", "R4"}, "R5", func() {
			c.loadVector("V0", "R4", 0)
			c.loadVector("V1", "R1", 0)
			c.op("Get V4", "Get V1", "F32x4Mul", "Get V5", "Get V0", "Get V0", "F32x4Mul", "F32x4Mul", "F32x4Add", "Set V1")
			c.storeVector("R1", 0, "V1")
			c.op("I64Load a+16(FP)", "I64Eqz", "I32Eqz", "If")
			c.loadVector("V2", "R2", 0)
			c.op("Get V4", "Get V2", "F32x4Mul", "Get V5", "Get V0", "F32x4Mul", "F32x4Add", "Set V2")
			c.storeVector("R2", 0, "V2")
			c.op("Get V1", "Get V2", "Get V2", "F32x4Mul", "F32x4Sub", "V128Const $0, $0", "F32x4Pmax", "Set V1", "End") // V1 < 0 ? 0 : V1
			c.op("Get V6", "Get V0", "F32x4Mul", "Get V1", "Get V8", "F32x4Add", "F32x4Sqrt", "F32x4Div", "Set V0")
			c.op("I64Load m+24(FP)", "I64Eqz", "I32Eqz", "If")
			c.loadVector("V2", "R3", 0)
			c.op("Get V7", "Get V2", "F32x4Mul", "Get V0", "F32x4Add", "Set V0")
			c.storeVector("R3", 0, "V0")
			c.op("End")
			c.loadVector("V1", "R0", 0)
			c.op("Get V1", "Get V0", "F32x4Sub", "Set V1")
			c.storeVector("R0", 0, "V1")
		})
	})
}
