//go:build wasm && !noasm

#include "textflag.h"

// As in peak_amd64.s.

#define PAIR(sum, product) \
	Get sum; Get V12; F32x4Add; Set sum; \
	Get product; Get V12; F32x4Mul; Set product

// func spinVector; see its Go declaration.
TEXT ·spinVector(SB), NOSPLIT, $0-16
	I64Load rounds+8(FP)
	Set R1
	I64Load out+0(FP)
	I32WrapI64
	V128Load $0
	Set V12
	Loop
		PAIR(V0, V6)
		PAIR(V1, V7)
		PAIR(V2, V8)
		PAIR(V3, V9)
		PAIR(V4, V10)
		PAIR(V5, V11)
		Get R1
		I64Const $1
		I64Sub
		Tee R1
		I64Eqz
		I32Eqz
		BrIf $0
	End
	I64Load out+0(FP)
	I32WrapI64
	Get V0
	Get V1
	F32x4Add
	Get V2
	F32x4Add
	Get V3
	F32x4Add
	Get V4
	F32x4Add
	Get V5
	F32x4Add
	Get V6
	F32x4Add
	Get V7
	F32x4Add
	Get V8
	F32x4Add
	Get V9
	F32x4Add
	Get V10
	F32x4Add
	Get V11
	F32x4Add
	V128Store $0
	RET
