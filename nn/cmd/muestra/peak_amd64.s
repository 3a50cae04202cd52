//go:build amd64 && !noasm

#include "textflag.h"

// Six sums and six products are under way at a time, which keeps two adders and two multipliers busy that take three cycles
// for each.

#define PAIR(sum, product) \
	VADDPS Y12, sum, sum; \
	VMULPS Y12, product, product

// func spinVector(out *float32, rounds int)
// Requires: AVX
TEXT ·spinVector(SB), NOSPLIT, $0-16
	MOVQ   out+0(FP), AX
	MOVQ   rounds+8(FP), CX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
	VXORPS Y8, Y8, Y8
	VXORPS Y9, Y9, Y9
	VXORPS Y10, Y10, Y10
	VXORPS Y11, Y11, Y11
	VXORPS Y12, Y12, Y12

round:
	PAIR(Y0, Y6)
	PAIR(Y1, Y7)
	PAIR(Y2, Y8)
	PAIR(Y3, Y9)
	PAIR(Y4, Y10)
	PAIR(Y5, Y11)
	DECQ CX
	JNZ  round

	VADDPS  Y0, Y6, Y0
	VMOVUPS Y0, (AX)
	VZEROUPPER
	RET
