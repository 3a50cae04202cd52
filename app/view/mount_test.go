package view

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/view/kit"
)

// TestThePageIsPutTogether has go-app mount the whole page, in all scenes and with all tabs. What the components ask of the browser is asked of one
// that answers with nothing.
func TestThePageIsPutTogether(t *testing.T) {
	for _, sc := range scenes {
		for i, one := range insideTabs(app.NewSession(nil, nil, "en")) {
			if i > 0 && sc.name != "inside" && sc.name != "cut-short" {
				continue
			}
			synctest.Test(t, func(t *testing.T) {
				s, _, _ := stage(t, sc, "en")
				s.TurnTo("inside", one.name)
				views := &kit.Views{S: s}
				s.Screen = views
				p := &page{s: s}
				client := goapp.NewClientTester(p)
				if !p.Mounted() || views.Draw == nil {
					t.Fatalf("%s, %s: mounted %v, charts %v", sc.name, one.name, p.Mounted(), views.Draw != nil)
				}
				for _, turn := range []func(){s.Changed, views.Tick, func() { s.Speak("es") }} {
					turn()
					time.Sleep(time.Second) // until the screen follows
					synctest.Wait()
					client.Consume()
				}
				if html := goapp.HTMLString(p); !strings.Contains(html, `aria-label="Guía"`) && !s.Recipe.Hides("samples") {
					t.Errorf("%s, %s: the page does not follow its language", sc.name, one.name)
				}
				client.Close()
			})
		}
	}
}

func TestWhatToolsLookForIsThereOnce(t *testing.T) {
	ids := strings.Fields("train pause resume stop lang share chart-loss chart-accuracy summary status error epochs batch lr optimizer seed train-size")
	for i := range 13 {
		ids = append(ids, fmt.Sprintf("sample-%d", i))
	}
	synctest.Test(t, func(t *testing.T) {
		s, _, _ := stage(t, scenes[0], "en")
		s.Screen = &kit.Views{S: s}
		p := &page{s: s}
		client := goapp.NewClientTester(p)
		defer client.Close()
		html := goapp.HTMLString(p)
		for _, id := range ids {
			if n := strings.Count(html, `data-testid="`+id+`"`); n != 1 {
				t.Errorf("%d elements are called %s", n, id)
			}
		}
	})
}
