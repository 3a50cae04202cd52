package app

import (
	"regexp"
	"slices"
	"testing"

	"muestra/nn/samples"
)

var blank = regexp.MustCompile(`%[a-z%]`)

func TestEveryTextIsThereInBothLanguagesWithTheSameBlanks(t *testing.T) {
	for k, text := range texts {
		if text.ES == "" || text.EN == "" {
			t.Errorf("text %d is missing: Spanish %q, English %q", k, text.ES, text.EN)
		}
		es, en := blank.FindAllString(text.ES, -1), blank.FindAllString(text.EN, -1)
		if !slices.Equal(es, en) {
			t.Errorf("text %d: Spanish has the blanks %q, English %q", k, es, en)
		}
	}
}

func TestEverySampleHasItsStoryInBothLanguages(t *testing.T) {
	if len(stories) != len(samples.All()) {
		t.Fatalf("%d stories for %d samples", len(stories), len(samples.All()))
	}
	for i, s := range stories {
		for _, text := range []samples.Text{s.title, s.change, s.why} {
			if text.ES == "" || text.EN == "" {
				t.Errorf("story %d: Spanish %q, English %q", i, text.ES, text.EN)
			}
		}
	}
}

func TestNumbersAreWrittenAsTheLanguageDoes(t *testing.T) {
	es, en := &session{lang: "es"}, &session{lang: "en"}
	tests := []struct{ got, want string }{
		{es.percent(0.6048, 2), "60,48\u00a0%"},
		{en.percent(0.6048, 2), "60.48%"},
		{es.whole(263402), "263.402"},
		{en.whole(263402), "263,402"},
		{es.whole(5000), "5000"},
		{en.whole(5000), "5,000"},
		{en.whole(16035658), "16,035,658"},
		{en.whole(-123456), "-123,456"},
		{en.whole(0), "0"},
		{es.decimal(1.5, 3), "1,500"},
		{en.decimal(nan(), 3), "–"},
		{en.percent(nan(), 1), "–"},
		{en.duration(59e9), "59 s"},
		{en.duration(61e9), "1 min 1 s"},
		{es.duration(3661e9), "1 h 1 min"},
		{en.duration(90000e9), "1 d 1 h"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}
