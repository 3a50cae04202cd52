package main

import "fmt"

// Offsets of the fields of window, each an int.
const (
	windowCount = 8 * iota
	windowStep
	windowChannels
	windowRows
	windowColumns
	windowRowStride
	windowTap
	windowTapRow
)

// field sets a register to a field of the window that R3 points at.
func (c *code) field(reg string, offset int) {
	c.op(fmt.Sprintf("I64Load %d(R3)", offset), "Set "+reg)
}

// places runs body for each place of a window: R8 is the place's address, from
// R7 on, and V9 its number in all four lanes.
func (c *code) places(body func()) {
	c.field("R10", windowTap)
	c.op("Get R7", "Set R9")
	c.field("R11", windowRows)
	c.repeat("R11", func() {
		c.op("Get R9", "Set R8", "Get R10", "I32WrapI64", "I32x4Splat", "Set V9")
		c.field("R12", windowColumns)
		c.repeat("R12", func() {
			body()
			c.addReg("R8", "R14")
			c.op("Get V9", "I32Const $1", "I32x4Splat", "I32x4Add", "Set V9")
		})
		c.addReg("R9", "R15")
		c.op("Get R10", fmt.Sprintf("I64Load %d(R3)", windowTapRow), "I64Add", "Set R10")
	})
}

// windows runs body for each vector of four channels of each window. R0 and R1
// follow the windows' outputs, R7 the windows' first places; R14 and R15 are the
// bytes from a place to the one beside and below it.
func (c *code) windows(outputs []string, places string, body func()) {
	c.load("R3", "k+24")
	c.field("R14", windowChannels)
	c.bytes("R14")
	c.field("R15", windowRowStride)
	c.bytes("R15")
	c.field("R5", windowCount)
	c.repeat("R5", func() {
		c.op("Get "+places, "Set R7")
		c.field("R6", windowChannels)
		c.shiftRight("R6", "R6", 2)
		c.repeat("R6", func() {
			body()
			c.add("R7", 16)
			for _, r := range outputs {
				c.add(r, 16)
			}
		})
		// channels beyond the last whole vector are done elsewhere
		c.field("R6", windowChannels)
		c.mask("R6", "R6", 3)
		c.bytes("R6")
		for _, r := range outputs {
			c.addReg(r, "R6")
		}
		c.op("Get "+places, fmt.Sprintf("I64Load %d(R3)", windowStep), "I64Const $2", "I64Shl", "I64Add", "Set "+places)
	})
}

func writeMaxPool(c *code) {
	c.function("maxWindowsVector", 32, func() {
		c.load("R0", "y+0")
		c.load("R1", "arg+8")
		c.load("R2", "x+16")
		c.windows([]string{"R0", "R1"}, "R2", func() {
			// V0 the maximum, V1 its place; the first place is compared with itself
			c.loadVector("V0", "R7", 0)
			c.op(fmt.Sprintf("I64Load %d(R3)", windowTap), "I32WrapI64", "I32x4Splat", "Set V1")
			c.places(func() {
				c.loadVector("V2", "R8", 0)
				c.op("Get V2", "Get V0", "F32x4Gt", "Set V3")
				c.op("Get V2", "Get V0", "Get V3", "V128Bitselect", "Set V0")
				c.op("Get V9", "Get V1", "Get V3", "V128Bitselect", "Set V1")
			})
			c.storeVector("R0", 0, "V0")
			c.storeVector("R1", 0, "V1")
		})
	})
	c.function("maxWindowsGradVector", 32, func() {
		c.load("R0", "dy+16")
		c.load("R1", "arg+8")
		c.load("R2", "dx+0")
		c.windows([]string{"R0", "R1"}, "R2", func() {
			c.loadVector("V0", "R0", 0)
			c.loadVector("V1", "R1", 0)
			c.places(func() {
				c.address("R8")
				c.op("V128Load 0(R8)", "Get V0", "Get V1", "Get V9", "I32x4Eq", "V128And", "F32x4Add", "V128Store $0")
			})
		})
	})
}
