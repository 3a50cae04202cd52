// Package portable has the functions of mathematics whose results are the same bits on every machine, which those of package math are not.
package portable
