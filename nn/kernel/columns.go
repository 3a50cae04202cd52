package kernel

// Batch normalization works on the columns of x[rows,c], a column being one
// channel. Vector code takes eight columns and columnRows rows at once, so that
// the rows stay in the first-level cache while it goes from column to column.
const (
	columns    = 8
	columnRows = 64
)

// eachColumns calls vector for each eight columns of each few rows, with where
// they begin and how many rows there are, and scalar for the columns beyond.
func eachColumns(n, c int, vector func(at, j, rows int), scalar func(at, j int)) {
	whole := c &^ (columns - 1)
	if lanes == noLanes {
		whole = 0
	}
	for first := 0; first < n/c; first += columnRows {
		rows := min(columnRows, n/c-first)
		for j := 0; j < whole; j += columns {
			vector(first*c+j, j, rows)
		}
		if whole < c {
			for r := first; r < first+rows; r++ {
				for j := whole; j < c; j++ {
					scalar(r*c+j, j)
				}
			}
		}
	}
}

// ColumnSums is sums[j] += Σ x[r,j] over the rows of x[rows,c], in float64 and in
// row order.
func ColumnSums(sums []float64, x []float32, c int) {
	eachColumns(len(x), c, func(at, j, rows int) { columnSumsVector(&sums[j], &x[at], rows, c) },
		func(at, j int) { sums[j] += float64(x[at]) })
}

// ColumnSquares is sums[j] += Σ (x[r,j] − mean[j])².
func ColumnSquares(sums, mean []float64, x []float32, c int) {
	eachColumns(len(x), c, func(at, j, rows int) { columnSquaresVector(&sums[j], &mean[j], &x[at], rows, c) },
		func(at, j int) {
			d := float64(x[at]) - mean[j]
			sums[j] += float64(d * d)
		})
}

// ColumnProducts is sums[j] += Σ d[r,j]·(x[r,j] − mean[j]).
func ColumnProducts(sums, mean []float64, d, x []float32, c int) {
	eachColumns(len(x), c, func(at, j, rows int) { columnProductsVector(&sums[j], &mean[j], &d[at], &x[at], rows, c) },
		func(at, j int) { sums[j] += float64(float64(d[at]) * (float64(x[at]) - mean[j])) })
}

// Normalize is y[r,j] = (x[r,j] − mean[j])·scale[j] + beta[j].
func Normalize(y, x, mean, scale, beta []float32, c int) {
	eachColumns(len(x), c, func(at, j, rows int) { normalizeVector(&y[at], &x[at], &mean[j], &scale[j], &beta[j], rows, c) },
		func(at, j int) { y[at] = float32((x[at]-mean[j])*scale[j]) + beta[j] })
}

// NormalizeGrad is dx[r,j] = (scale[j]·dy[r,j] + slope[j]·(x[r,j] − mean[j])) + offset[j].
func NormalizeGrad(dx, dy, x, mean, scale, slope, offset []float32, c int) {
	eachColumns(len(x), c, func(at, j, rows int) {
		normalizeGradVector(&dx[at], &dy[at], &x[at], &mean[j], &scale[j], &slope[j], &offset[j], rows, c)
	}, func(at, j int) {
		dx[at] = float32(scale[j]*dy[at]) + float32(slope[j]*(x[at]-mean[j])) + offset[j]
	})
}
