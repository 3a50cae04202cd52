package app

import (
	"fmt"
	"math"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
	"muestra/wasm/port"
)

// variedPictures are training pictures beside what augmentation makes of them.
type variedPictures struct {
	inspected
	sheet sheet // the originals, and below them the varied ones
	last  *port.Inspected
	epoch int // whose draw is shown; 0 follows the run
	from  int // the first picture
}

// variedCount is how many pictures are shown: one of each class.
const variedCount = 10

// augmentPreview is the panel that shows them.
type augmentPreview struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (p *augmentPreview) OnMount(ctx goapp.Context) {
	p.s.views().add(ctx, false)
	p.s.show(p)
}

// OnDismount implements goapp.Dismounter.
func (p *augmentPreview) OnDismount() { p.s.leave(p) }

// ask implements panel.
func (p *augmentPreview) ask() {
	s, v := p.s, &p.s.varied
	e := s.experiment
	index := make([]int32, 0, variedCount)
	for i := range min(variedCount, e.Train) {
		index = append(index, int32((v.from+i)%e.Train))
	}
	epoch := s.drawnEpoch()
	key := fmt.Sprint(index, epoch, e.Seed, e.Augment)
	look := &port.Inspect{What: port.InspectAugment, Source: "train", Index: index, Epoch: epoch, Experiment: s.described(e)}
	s.want(&v.inspected, key, look, func(m *port.Inspected) {
		s.draw(&v.sheet, append(m.Bytes("pixels"), m.Bytes("varied")...))
		v.last = m
	})
}

// drawnEpoch is the epoch whose draw is shown: the one that the visitor has asked for, or the run's.
func (s *session) drawnEpoch() int {
	if s.varied.epoch > 0 {
		return s.varied.epoch
	}
	if r := s.current(); r.active() {
		return max(r.step.Epoch, 1)
	}
	return 1
}

// Render implements goapp.Composer.
func (p *augmentPreview) Render() goapp.UI {
	s, v := p.s, &p.s.varied
	var items []goapp.UI
	if v.last != nil {
		labels := v.last.Bytes("labels")
		for i, label := range labels {
			items = append(items, p.item(i, len(labels), s.classAt(v.last.Classes, int(label))))
		}
	}
	still := len(s.experiment.Augment) == 0
	return goapp.Section().Class("look varied card").DataSet("testid", "augment-preview").Aria("labelledby", "varied-title").Aria("busy", v.waiting).Body(
		goapp.Div().Class("heading").Body(
			goapp.H3().ID("varied-title").Text(s.text(textVaried, s.whole(s.drawnEpoch()))),
			goapp.Div().Class("choices").Body(
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "augment-draw").Hidden(still).Body(icon(iconDice), goapp.Span().Text(s.text(textNewDraw))).
					OnClick(func(goapp.Context, goapp.Event) { s.drawAgain() }),
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "augment-others").Hidden(s.experiment.Train <= variedCount).Text(s.text(textOtherPictures)).
					OnClick(func(goapp.Context, goapp.Event) { s.otherPictures() }),
			),
		),
		goapp.P().Class("small").DataSet("testid", "augment-words").Text(p.explanation()),
		s.inspectionProblem(&v.inspected),
		goapp.Ul().Class("pairs").Body(items...),
	)
}

// explanation says what is to be seen.
func (p *augmentPreview) explanation() string {
	s := p.s
	if len(s.experiment.Augment) == 0 {
		return s.text(textVariedNone)
	}
	return s.text(textVariedWhy)
}

// item is one picture beside what has become of it.
func (p *augmentPreview) item(i, n int, class string) goapp.UI {
	s, v := p.s, &p.s.varied
	said := s.text(textUnvaried)
	if i < len(v.last.Variations) {
		said = s.variation(v.last.Variations[i])
	}
	return goapp.Li().Body(
		goapp.Div().Class("pair").Body(
			v.sheet.tile(i, 2*n, s.text(textOriginalOf, class)),
			goapp.Span().Class("arrow").Aria("hidden", true).Text("→"),
			v.sheet.tile(n+i, 2*n, s.text(textVariedOf, class, said)),
		),
		goapp.P().Class("name").Text(class),
		goapp.P().Class("small").Text(said),
	)
}

// drawAgain shows the next epoch's draw.
func (s *session) drawAgain() {
	s.varied.epoch = s.drawnEpoch() + 1
	s.refreshPanel()
	s.screen.requestRender()
}

// otherPictures shows the next ones.
func (s *session) otherPictures() {
	s.varied.from = (s.varied.from + variedCount) % max(s.experiment.Train, 1)
	s.refreshPanel()
	s.screen.requestRender()
}

// variation says what was done to a picture, as one sees it.
func (s *session) variation(v port.Variation) string {
	var parts []string
	add := func(w words, args ...any) { parts = append(parts, s.text(w, args...)) }
	if v.Flip {
		add(textFlipped)
	}
	if angle := math.Round(float64(v.Rotation)); angle > 0 {
		add(textTurnedRight, s.decimal(angle, 0))
	} else if angle < 0 {
		add(textTurnedLeft, s.decimal(-angle, 0))
	}
	if width, height := percentOf(v.ZoomX), percentOf(v.ZoomY); width != 100 || height != 100 {
		add(textZoomed, width, height)
	}
	if moved := s.moves(v); moved != "" {
		add(textMoved, moved)
	}
	if light := percentOf(v.Brightness); light != 100 {
		add(textRelit, light)
	}
	if v.Cutout > 0 {
		add(textCut, v.Cutout, v.Cutout)
	}
	if len(parts) == 0 {
		return s.text(textUnvaried)
	}
	return strings.Join(parts, ", ")
}

// moves says where a picture has been moved to, "" where it has not.
func (s *session) moves(v port.Variation) string {
	var parts []string
	for _, m := range []struct {
		by          port.Float
		minus, plus words
	}{{v.ShiftX, textLeft, textRight}, {v.ShiftY, textUp, textDown}} {
		pixels, where := math.Round(float64(m.by)), m.plus
		if pixels < 0 {
			pixels, where = -pixels, m.minus
		}
		if pixels > 0 {
			parts = append(parts, s.text(where, int(pixels)))
		}
	}
	return strings.Join(parts, s.text(textAnd))
}

func percentOf(v port.Float) int { return int(math.Round(float64(v) * 100)) }

var (
	textVaried        = &samples.Text{ES: "Lo que verá la red en la época %s", EN: "What the network will see in epoch %s"}
	textVariedWhy     = &samples.Text{ES: "A la izquierda, la imagen original; a la derecha, la que llega a la red. Cada época la cambia de otra manera, así que la red no puede aprendérsela de memoria.", EN: "On the left the original picture, on the right the one that reaches the network. Each epoch changes it in another way, so the network cannot learn it by heart."}
	textVariedNone    = &samples.Text{ES: "Esta receta no cambia las imágenes: la red ve en cada época lo mismo. Activa en la receta un aumento de datos, por ejemplo el reflejo, y mira lo que hace.", EN: "This recipe changes no pictures: the network sees the same in each epoch. Switch some augmentation on in the recipe, a flip for example, and watch what it does."}
	textNewDraw       = &samples.Text{ES: "Otro sorteo", EN: "New draw"}
	textOtherPictures = &samples.Text{ES: "Otras imágenes", EN: "Other pictures"}
	textOriginalOf    = &samples.Text{ES: "%s, original", EN: "%s, original"}
	textVariedOf      = &samples.Text{ES: "%s: %s", EN: "%s: %s"}
	textUnvaried      = &samples.Text{ES: "sin cambios", EN: "unchanged"}
	textFlipped       = &samples.Text{ES: "reflejada", EN: "flipped"}
	textTurnedRight   = &samples.Text{ES: "girada %s° a la derecha", EN: "turned %s° to the right"}
	textTurnedLeft    = &samples.Text{ES: "girada %s° a la izquierda", EN: "turned %s° to the left"}
	textZoomed        = &samples.Text{ES: "escalada al %d × %d %%", EN: "scaled to %d × %d%%"}
	textMoved         = &samples.Text{ES: "desplazada %s", EN: "shifted %s"}
	textLeft          = &samples.Text{ES: "%d px a la izquierda", EN: "%d px left"}
	textRight         = &samples.Text{ES: "%d px a la derecha", EN: "%d px right"}
	textUp            = &samples.Text{ES: "%d px hacia arriba", EN: "%d px up"}
	textDown          = &samples.Text{ES: "%d px hacia abajo", EN: "%d px down"}
	textAnd           = &samples.Text{ES: " y ", EN: " and "}
	textRelit         = &samples.Text{ES: "brillo al %d %%", EN: "brightness %d%%"}
	textCut           = &samples.Text{ES: "tapados %d × %d px", EN: "%d × %d px covered"}
)
