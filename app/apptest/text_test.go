package apptest

import (
	"math"
	"testing"

	"muestra/app/say"
)

func TestNumbersAreWrittenAsTheLanguageDoes(t *testing.T) {
	es, en := Speaking("es"), Speaking("en")
	tests := []struct{ got, want string }{
		{es.Percent(0.6048, 2), "60,48\u00a0%"},
		{en.Percent(0.6048, 2), "60.48%"},
		{es.Whole(263402), "263.402"},
		{en.Whole(263402), "263,402"},
		{es.Whole(5000), "5000"},
		{en.Whole(5000), "5,000"},
		{en.Whole(16035658), "16,035,658"},
		{en.Whole(-123456), "-123,456"},
		{en.Whole(0), "0"},
		{es.Decimal(1.5, 3), "1,500"},
		{en.Decimal(nan(), 3), "–"},
		{en.Percent(nan(), 1), "–"},
		{en.Duration(59e9), "59 s"},
		{en.Duration(61e9), "1 min 1 s"},
		{es.Duration(3661e9), "1 h 1 min"},
		{en.Duration(90000e9), "1 d 1 h"},
		{en.Duration(say.Span(1e12)), "36500 d 0 h"},
		{en.Duration(say.Span(math.Inf(1))), "36500 d 0 h"},
		{en.Duration(say.Span(math.NaN())), "0 s"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}
