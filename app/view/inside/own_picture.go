package inside

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/inspect"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
)

// showOwn shows what each layer makes of the visitor's picture.
func showOwn(s *app.Session) {
	s.TurnTo("inside", "layers")
	s.Inspection.ShowOwn()
}

// OwnPanel is where pictures are brought, and what comes of them.
type OwnPanel struct {
	goapp.Compo
	S       *app.Session
	release func()
}

// OnMount implements goapp.Mounter.
func (p *OwnPanel) OnMount(ctx goapp.Context) {
	kit.ViewsOf(p.S).Add(ctx, false)
	p.release = dom.BringPictures("own-picture", func(reason string, rgba []byte, width, height int) {
		if reason != "" {
			p.S.Inspection.Refuse(reason)
			return
		}
		p.S.Inspection.Bring(opaque(rgba), width, height)
	})
}

// OnDismount implements goapp.Dismounter.
func (p *OwnPanel) OnDismount() { p.release() }

// opaque leaves the fourth of each four bytes away.
func opaque(rgba []byte) []byte {
	rgb := rgba[:0]
	for i := 0; i+3 < len(rgba); i += 4 {
		rgb = append(rgb, rgba[i], rgba[i+1], rgba[i+2])
	}
	return rgb
}

// Render implements goapp.Composer.
func (p *OwnPanel) Render() goapp.UI {
	s, o := p.S, &p.S.Inspection.Own
	problem := ""
	if o.Problem != nil {
		problem = s.Text(o.Problem)
	}
	return goapp.Section().Class("look own card").ID("own-picture").DataSet("testid", "own-picture").Aria("labelledby", "own-title").Body(
		goapp.H3().ID("own-title").Text(s.Text(textOwn)),
		goapp.Div().Class("drop").Body(
			goapp.P().Text(s.Text(textOwnHow)),
			goapp.Div().Class("choices").Body(
				goapp.Label().Class("file").Body(
					goapp.Span().Text(s.Text(textOwnFile)),
					goapp.Input().Type("file").Accept("image/*").DataSet("testid", "own-file").Aria("label", s.Text(textOwnFile)),
				),
				goapp.Button().Type("button").Class("quiet when-dark").DataSet("own", "camera").DataSet("testid", "own-camera").Text(s.Text(textOwnCamera)),
				goapp.Button().Type("button").Class("quiet when-lit").DataSet("own", "take").DataSet("testid", "own-take").Text(s.Text(textOwnTake)),
				goapp.Button().Type("button").Class("quiet when-lit").DataSet("own", "off").DataSet("testid", "own-off").Text(s.Text(textOwnOff)),
			),
			goapp.Div().Class("camera when-lit"),
			goapp.P().Class("small").Text(s.Text(textOwnStays)),
		),
		goapp.P().Class("problem").Role("alert").DataSet("testid", "own-problem").Hidden(problem == "").Text(problem),
		inspectionProblem(s, &o.Inspected),
		p.verdict(),
	)
}

// verdict is the picture as a network sees it, and what it says.
func (p *OwnPanel) verdict() goapp.UI {
	s, o := p.S, &p.S.Inspection.Own
	if o.Pixels == nil {
		return goapp.Div().Class("verdict").Hidden(true)
	}
	order := make([]int, len(o.Probabilities))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(o.Probabilities[b], o.Probabilities[a]) })
	said := s.Text(textOwnNobody)
	if r, _ := s.Inspection.Inspectable(); r == nil || o.Run != r.ID {
		order = nil
	}
	var bars []goapp.UI
	for i, k := range order {
		share, class := float64(o.Probabilities[k]), ""
		if i == 0 {
			class = "own"
			said = s.Text(textOwnSaid, inspect.ClassAt(s.Speaker, o.Classes, k), s.Percent(share, 0))
		}
		bars = append(bars, goapp.Li().Class(class).Style("--v", strconv.FormatFloat(100*share, 'f', 1, 64)).Body(
			goapp.Span().Class("name").Text(inspect.ClassAt(s.Speaker, o.Classes, k)), goapp.Span().Class("share").Text(s.Percent(share, 0))))
	}
	return goapp.Div().Class("verdict").DataSet("testid", "own-verdict").Body(
		goapp.Figure().Body(
			Image(o.Shot, "magnified", s.Text(textOwnSeen)),
			goapp.FigCaption().Text(s.Text(textOwnSeen)),
		),
		goapp.Div().Body(
			goapp.P().Role("status").DataSet("testid", "own-said").Text(said),
			goapp.Ul().Class("shares").Hidden(len(bars) == 0).Body(bars...),
			goapp.P().Class("small").Hidden(len(bars) == 0).Text(s.Text(textOwnOnly, fmt.Sprint(len(bars)))),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "own-layers").Hidden(len(bars) == 0 || s.Recipe.Hides("layers")).Text(s.Text(textOwnLayers)).
				OnClick(func(goapp.Context, goapp.Event) { showOwn(s) }),
		),
	)
}

var (
	textOwn       = &recipe.Text{ES: "Tu propia imagen", EN: "Your own picture"}
	textOwnHow    = &recipe.Text{ES: "Elige una foto, suéltala aquí o pégala.", EN: "Choose a photo, drop it here or paste it."}
	textOwnFile   = &recipe.Text{ES: "Elegir un archivo", EN: "Choose a file"}
	textOwnCamera = &recipe.Text{ES: "Usar la cámara", EN: "Use the camera"}
	textOwnTake   = &recipe.Text{ES: "Hacer la foto", EN: "Take the photo"}
	textOwnOff    = &recipe.Text{ES: "Apagar la cámara", EN: "Switch the camera off"}
	textOwnStays  = &recipe.Text{ES: "La imagen no sale de este navegador: ni se envía ni se guarda.", EN: "The picture does not leave this browser: it is neither sent nor saved."}
	textOwnSeen   = &recipe.Text{ES: "Así la ve la red: 32 × 32 píxeles", EN: "As the network sees it: 32 × 32 pixels"}
	textOwnNobody = &recipe.Text{ES: "Aún no hay una red que la juzgue: entrena una, y aquí dirá lo que ve.", EN: "There is no network to judge it yet: train one, and it will say here what it sees."}
	textOwnSaid   = &recipe.Text{ES: "La red dice: %s (%s).", EN: "The network says: %s (%s)."}
	textOwnOnly   = &recipe.Text{ES: "Solo conoce estas %s clases: de cualquier otra cosa también dirá que es una de ellas.", EN: "It only knows these %s classes: of anything else, too, it will say that it is one of them."}
	textOwnLayers = &recipe.Text{ES: "Ver lo que hace cada capa con ella", EN: "See what each layer makes of it"}
)
