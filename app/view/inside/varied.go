package inside

import (
	"math"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/inspect"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/nn/history"
	"muestra/nn/recipe"
	"muestra/wasm/port"
)

// AugmentPreview is the panel that shows them.
type AugmentPreview struct {
	goapp.Compo
	S *app.Session
}

// OnMount implements goapp.Mounter.
func (p *AugmentPreview) OnMount(ctx goapp.Context) {
	kit.ViewsOf(p.S).Add(ctx, false)
	p.S.Inspection.Show(p)
}

// OnDismount implements goapp.Dismounter.
func (p *AugmentPreview) OnDismount() { p.S.Inspection.Leave(p) }

// Ask implements inspect.Panel.
func (p *AugmentPreview) Ask() { inspect.AskVaried(p.S.Inspection) }

// Render implements goapp.Composer.
func (p *AugmentPreview) Render() goapp.UI {
	s, v := p.S, &p.S.Inspection.Varied
	var items []goapp.UI
	if v.Last != nil {
		labels := v.Last.Bytes("labels")
		for i, label := range labels {
			items = append(items, p.item(i, len(labels), inspect.ClassAt(s.Speaker, v.Last.Classes, int(label))))
		}
	}
	still := len(s.Recipe.Experiment.Augment) == 0
	return goapp.Section().Class("look varied card").DataSet("testid", "augment-preview").Aria("labelledby", "varied-title").Aria("busy", v.Waiting).Body(
		goapp.Div().Class("heading").Body(
			goapp.H3().ID("varied-title").Text(s.Text(textVaried, s.Whole(s.Inspection.DrawnEpoch()))),
			goapp.Div().Class("choices").Body(
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "augment-draw").Hidden(still).Body(kit.Icon(kit.IconDice), goapp.Span().Text(s.Text(textNewDraw))).
					OnClick(func(goapp.Context, goapp.Event) { s.Inspection.DrawAgain() }),
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "augment-others").Hidden(s.Recipe.Experiment.Train <= inspect.VariedCount).Text(s.Text(textOtherPictures)).
					OnClick(func(goapp.Context, goapp.Event) { s.Inspection.OtherPictures() }),
			),
		),
		goapp.P().Class("small").DataSet("testid", "augment-words").Text(p.explanation()),
		inspectionProblem(s, &v.Inspected),
		goapp.Ul().Class("pairs").Body(items...),
	)
}

// explanation says what is to be seen.
func (p *AugmentPreview) explanation() string {
	s := p.S
	if len(s.Recipe.Experiment.Augment) == 0 {
		return s.Text(textVariedNone)
	}
	return s.Text(textVariedWhy)
}

// item is one picture beside what has become of it.
func (p *AugmentPreview) item(i, n int, class string) goapp.UI {
	s, v := p.S, &p.S.Inspection.Varied
	said := s.Text(textUnvaried)
	if i < len(v.Last.Variations) {
		said = variation(s, v.Last.Variations[i])
	}
	return goapp.Li().Body(
		goapp.Div().Class("pair").Body(
			tile(&v.Sheet, i, 2*n, s.Text(textOriginalOf, class)),
			goapp.Span().Class("arrow").Aria("hidden", true).Text("→"),
			tile(&v.Sheet, n+i, 2*n, s.Text(textVariedOf, class, said)),
		),
		goapp.P().Class("name").Text(class),
		goapp.P().Class("small").Text(said),
	)
}

// variation says what was done to a picture, as one sees it.
func variation(s *app.Session, v port.Variation) string {
	var parts []string
	add := func(w say.Words, args ...any) { parts = append(parts, s.Text(w, args...)) }
	if v.Flip {
		add(textFlipped)
	}
	if angle := math.Round(float64(v.Rotation)); angle > 0 {
		add(textTurnedRight, s.Decimal(angle, 0))
	} else if angle < 0 {
		add(textTurnedLeft, s.Decimal(-angle, 0))
	}
	if width, height := percentOf(v.ZoomX), percentOf(v.ZoomY); width != 100 || height != 100 {
		add(textZoomed, width, height)
	}
	if moved := moves(s, v); moved != "" {
		add(textMoved, moved)
	}
	if light := percentOf(v.Brightness); light != 100 {
		add(textRelit, light)
	}
	if v.Cutout > 0 {
		add(textCut, v.Cutout, v.Cutout)
	}
	if len(parts) == 0 {
		return s.Text(textUnvaried)
	}
	return strings.Join(parts, ", ")
}

// moves says where a picture has been moved to, "" where it has not.
func moves(s *app.Session, v port.Variation) string {
	var parts []string
	for _, m := range []struct {
		by          history.Float
		minus, plus say.Words
	}{{v.ShiftX, textLeft, textRight}, {v.ShiftY, textUp, textDown}} {
		pixels, where := math.Round(float64(m.by)), m.plus
		if pixels < 0 {
			pixels, where = -pixels, m.minus
		}
		if pixels > 0 {
			parts = append(parts, s.Text(where, int(pixels)))
		}
	}
	return strings.Join(parts, s.Text(textAnd))
}

func percentOf(v history.Float) int { return int(math.Round(float64(v) * 100)) }

var (
	textVaried        = &recipe.Text{ES: "Lo que verá la red en la época %s", EN: "What the network will see in epoch %s"}
	textVariedWhy     = &recipe.Text{ES: "A la izquierda, la imagen original; a la derecha, la que llega a la red. Cada época la cambia de otra manera, así que la red no puede aprendérsela de memoria.", EN: "On the left the original picture, on the right the one that reaches the network. Each epoch changes it in another way, so the network cannot learn it by heart."}
	textVariedNone    = &recipe.Text{ES: "Esta receta no cambia las imágenes: la red ve en cada época lo mismo. Activa en la receta un aumento de datos, por ejemplo el reflejo, y mira lo que hace.", EN: "This recipe changes no pictures: the network sees the same in each epoch. Switch some augmentation on in the recipe, a flip for example, and watch what it does."}
	textNewDraw       = &recipe.Text{ES: "Otro sorteo", EN: "New draw"}
	textOtherPictures = &recipe.Text{ES: "Otras imágenes", EN: "Other pictures"}
	textOriginalOf    = &recipe.Text{ES: "%s, original", EN: "%s, original"}
	textVariedOf      = &recipe.Text{ES: "%s: %s", EN: "%s: %s"}
	textUnvaried      = &recipe.Text{ES: "sin cambios", EN: "unchanged"}
	textFlipped       = &recipe.Text{ES: "reflejada", EN: "flipped"}
	textTurnedRight   = &recipe.Text{ES: "girada %s° a la derecha", EN: "turned %s° to the right"}
	textTurnedLeft    = &recipe.Text{ES: "girada %s° a la izquierda", EN: "turned %s° to the left"}
	textZoomed        = &recipe.Text{ES: "escalada al %d × %d %%", EN: "scaled to %d × %d%%"}
	textMoved         = &recipe.Text{ES: "desplazada %s", EN: "shifted %s"}
	textLeft          = &recipe.Text{ES: "%d px a la izquierda", EN: "%d px left"}
	textRight         = &recipe.Text{ES: "%d px a la derecha", EN: "%d px right"}
	textUp            = &recipe.Text{ES: "%d px hacia arriba", EN: "%d px up"}
	textDown          = &recipe.Text{ES: "%d px hacia abajo", EN: "%d px down"}
	textAnd           = &recipe.Text{ES: " y ", EN: " and "}
	textRelit         = &recipe.Text{ES: "brillo al %d %%", EN: "brightness %d%%"}
	textCut           = &recipe.Text{ES: "tapados %d × %d px", EN: "%d × %d px covered"}
)
