package inside

import (
	"slices"
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app/inspect"
)

// tile is a sheet's picture number i of n.
func tile(h *inspect.Sheet, i, n int, alt string) goapp.UI {
	if h.Address == "" || i < 0 {
		return goapp.Span().Class("tile empty").Role("img").Aria("label", alt)
	}
	share := 0.0
	if n > 1 {
		share = 100 * float64(i) / float64(n-1)
	}
	return goapp.Img().Class("tile").Alt(alt).Src(h.Address).Width(inspect.Side).Height(inspect.Side).
		Style("object-position", "0 "+strconv.FormatFloat(share, 'f', 4, 64)+"%")
}

// picture is the sheet's tile of a picture.
func picture(h *inspect.Sheet, source string, k int32, alt string) goapp.UI {
	at := -1
	if source == h.Source {
		at = slices.Index(h.Index, k)
	}
	return tile(h, at, len(h.Index), alt)
}
