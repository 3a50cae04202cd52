package view

import (
	"math"
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// The field of a small curve, and how many points it may have.
const (
	sparkWidth  = 72
	sparkHeight = 32
	sparkPoints = 48
)

// sparkOf draws values between 0 and 1 as the points of a line, "x,y x,y …", always from 0 to 1, so that curves can be compared. Values that are not
// numbers are left out.
func sparkOf(values []float64) string {
	var points []byte
	every := max(1, (len(values)+sparkPoints-1)/sparkPoints)
	for i, v := range values {
		if math.IsNaN(v) || i%every != 0 && i != len(values)-1 {
			continue
		}
		x := float64(sparkWidth-4) / 2 // a single value
		if len(values) > 1 {
			x = float64(sparkWidth-4) * float64(i) / float64(len(values)-1)
		}
		if len(points) > 0 {
			points = append(points, ' ')
		}
		points = strconv.AppendFloat(points, 2+x, 'f', 1, 64)
		points = append(points, ',')
		points = strconv.AppendFloat(points, 2+(sparkHeight-4)*(1-v), 'f', 1, 64)
	}
	return string(points)
}

// sparkline is a small curve beside numbers that say the same.
func sparkline(points string) goapp.UI {
	if points == "" {
		return goapp.Span().Class("spark").Aria("hidden", true)
	}
	last := points
	for i := len(points) - 1; i >= 0; i-- {
		if points[i] == ' ' {
			last = points[i+1:]
			break
		}
	}
	size := strconv.Itoa(sparkWidth) + " " + strconv.Itoa(sparkHeight)
	return goapp.Raw(`<svg class="spark" viewBox="0 0 ` + size + `" aria-hidden="true" focusable="false"><path d="M0 ` +
		strconv.Itoa(sparkHeight-1) + `H` + strconv.Itoa(sparkWidth) + `"/><polyline points="` + points + `"/><polyline class="end" points="` + last + ` ` + last + `"/></svg>`)
}
