package view

import (
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
