package main

import "fmt"

// tile is how many rows mulPanel and how many columns gradPanel take at once.
// With four, eight sums, two vectors of the right-hand side and one factor fit
// the sixteen vector registers of every processor.
const tile = 4

func vector(n int) string   { return fmt.Sprintf("V%d", n) }
func register(n int) string { return fmt.Sprintf("R%d", n) }

// Vector registers of both loops: V0…V11 the sums, two a row; V12, V13 the
// right-hand side; V14 the factor.
func (c *code) multiplyTile(rows int, factor func(row int)) {
	for row := range rows {
		factor(row)
		c.multiplyAdd(vector(2*row), "V14", "V12")
		c.multiplyAdd(vector(2*row+1), "V14", "V13")
	}
}

func writePanel(c *code) {
	c.function("mulPanelVector", 88, func() {
		c.load("R0", "out+0")
		c.load("R1", "a+8")
		c.add("R1", -splatBase)
		c.load("R2", "offsets+32")
		c.load("R10", "outStride+48")
		c.bytes("R10")
		c.load("R13", "length+64")
		c.load("R11", "stride+72") // from the end of a run to the next
		c.op("Get R11", "Get R13", "I64Sub", "Set R11")
		c.bytes("R11")
		c.load("R3", "rows+40")
		c.shiftRight("R14", "R3", 2)
		c.repeat("R14", func() { c.mulRows(tile) })
		c.mask("R14", "R3", tile-1)
		c.repeat("R14", func() { c.mulRows(1) })
	})
	c.function("gradPanelVector", 56, func() {
		c.load("R0", "c+0")
		c.load("R1", "a+8")
		c.add("R1", -splatBase)
		c.load("R5", "length+40")
		c.load("R6", "cStride+48")
		c.bytes("R6")
		// Five and six at the end cost hardly more than four: 9 is 4+5, 27 is 6·4+3.
		c.mask("R7", "R5", tile-1)
		c.shiftRight("R5", "R5", 2)
		for rest := 1; rest < tile; rest++ {
			c.op("Get R7", fmt.Sprintf("I64Const $%d", rest), "I64Eq", "If")
			c.depth++
			if rest < 3 {
				c.op("Get R5", "I64Eqz", "If")
				c.gradColumns(rest)
				c.op("Else", "Get R5", "I64Const $1", "I64Sub", "Set R5")
				c.gradColumns(tile + rest)
				c.op("End")
			} else {
				c.gradColumns(rest)
			}
			c.depth--
			c.op("End")
		}
		c.repeat("R5", func() { c.gradColumns(tile) })
	})
	c.function("packPanelVector", 40, func() {
		c.load("R0", "sums+0")
		c.load("R1", "d+16")
		c.load("R2", "rows+24")
		c.load("R3", "dst+8")
		c.load("R4", "stride+32")
		c.bytes("R4")
		for i := range 4 {
			c.loadVector(vector(i), "R0", 16*i)
		}
		c.repeat("R2", func() {
			for half := range 2 {
				c.loadVector("V8", "R1", 16*half)
				c.storeVector("R3", 16*half, "V8")
				for i := range 2 {
					sum := vector(2*half + i)
					c.op("Get " + sum)
					c.wide("V8", i)
					c.op("F64x2Add", "Set "+sum)
				}
			}
			c.addReg("R1", "R4")
			c.add("R3", 32)
		})
		for i := range 4 {
			c.storeVector("R0", 16*i, vector(i))
		}
	})
	c.function("transposePanelVector", 32, func() {
		c.load("R0", "dst+0")
		c.load("R4", "b+8")
		c.load("R1", "k+16")
		c.load("R2", "stride+24")
		c.bytes("R2")
		for q := 1; q < 8; q++ {
			c.op("Get "+register(3+q), "Get R2", "I64Add", "Set "+register(4+q))
		}
		c.repeat("R1", func() {
			for q := range 8 {
				c.address("R0")
				c.op(fmt.Sprintf("I32Load 0(%s)", register(4+q)), fmt.Sprintf("I32Store $%d", 4*q))
				c.add(register(4+q), 4)
			}
			c.add("R0", 32)
		})
	})
}

// row sets reg to where, less splatBase, the row of a begins whose offset is the
// i-th from R2 on.
func (c *code) row(reg string, i int) {
	c.op("Get R1", fmt.Sprintf("I64Load32S %d(R2)", 4*i), "I64Const $2", "I64Shl", "I64Add", "Set "+reg)
}

// mulRows computes the next rows of mulPanel's output. R4… point into the rows
// of a, R8 into the panel, R9 counts the runs, R12 the elements of a run.
func (c *code) mulRows(rows int) {
	for i := range rows {
		c.row(register(4+i), i)
	}
	c.load("R8", "bias+24")
	for half := range 2 {
		c.loadVector(vector(half), "R8", 16*half)
		for i := 1; i < rows; i++ {
			c.op("Get "+vector(half), "Set "+vector(2*i+half))
		}
	}
	c.load("R8", "b+16")
	c.load("R9", "segments+56")
	c.repeat("R9", func() {
		const unroll = 4
		c.shiftRight("R12", "R13", 2)
		c.repeat("R12", func() { c.mulElements(rows, unroll) })
		c.mask("R12", "R13", unroll-1)
		c.repeat("R12", func() { c.mulElements(rows, 1) })
		for i := range rows {
			c.addReg(register(4+i), "R11")
		}
	})
	c.op("I64Load relu+80(FP)", "I64Eqz", "I32Eqz", "If")
	c.depth++
	for i := range 2 * rows {
		// pmax(0, x) is 0 < x ? x : 0
		c.op("V128Const $0, $0", "Get "+vector(i), "F32x4Pmax", "Set "+vector(i))
	}
	c.depth--
	c.op("End")
	for i := range rows {
		c.storeVector("R0", 0, vector(2*i))
		c.storeVector("R0", 16, vector(2*i+1))
		c.addReg("R0", "R10")
	}
	c.add("R2", 4*rows)
}

// mulElements goes n elements along the rows.
func (c *code) mulElements(rows, n int) {
	for k := range n {
		c.loadVector("V12", "R8", 32*k)
		c.loadVector("V13", "R8", 32*k+16)
		c.multiplyTile(rows, func(row int) { c.loadSplat("V14", register(4+row), 4*k) })
	}
	for i := range rows {
		c.add(register(4+i), 4*n)
	}
	c.add("R8", 32*n)
}

// gradColumns adds up the next columns of a. R2 points into the offsets, R3 into
// d, R4 at the row's elements, R8 at the sums' rows.
func (c *code) gradColumns(columns int) {
	c.op("Get R0", "Set R8")
	for i := range columns {
		c.loadVector(vector(2*i), "R8", 0)
		c.loadVector(vector(2*i+1), "R8", 16)
		c.addReg("R8", "R6")
	}
	c.load("R2", "offsets+24")
	c.load("R3", "d+16")
	row := func(i int) {
		c.row("R4", i)
		c.loadVector("V12", "R3", 32*i)
		c.loadVector("V13", "R3", 32*i+16)
		c.multiplyTile(columns, func(column int) { c.loadSplat("V14", "R4", 4*column) })
	}
	rows := func(n int) {
		for i := range n {
			row(i)
		}
		c.add("R2", 4*n)
		c.add("R3", 32*n)
	}
	c.load("R10", "rows+32")
	c.shiftRight("R9", "R10", 1)
	c.repeat("R9", func() { rows(2) })
	c.mask("R9", "R10", 1)
	c.repeat("R9", func() { rows(1) })
	for i := range columns {
		c.storeVector("R0", 0, vector(2*i))
		c.storeVector("R0", 16, vector(2*i+1))
		c.addReg("R0", "R6")
	}
	c.add("R1", 4*columns)
}
