package app

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
	"muestra/wasm/port"
)

// ownPicture is a picture that the visitor has brought, and what the network says of it. It never leaves the browser.
type ownPicture struct {
	number  int // how many have come
	problem words

	rgb           []byte // [height, width, 3] as it came, until a network has seen it
	width, height int
	pixels        []byte // [32, 32, 3] as a network sees it
	shot          shot

	inspected
	run           string // that the probabilities are of
	classes       []string
	probabilities []float32 // nil where there is no network
}

// bring takes a picture of the visitor's, its middle square.
func (s *session) bring(rgb []byte, width, height int) {
	o := &s.own
	s.letGo(o.shot)
	*o = ownPicture{number: o.number + 1, rgb: rgb, width: width, height: height}
	s.refreshPanel()
	s.screen.requestRender()
}

// refuse says why what the visitor has brought is no picture; web/static/own.js has the reasons.
func (s *session) refuse(reason string) {
	s.own.problem = textOwnBroken
	if w := ownProblems[reason]; w != nil {
		s.own.problem = w
	}
	s.screen.requestRender()
}

// wantOwn asks what the network says of the visitor's picture, or only how a network would see it where there is none.
func (s *session) wantOwn() {
	o := &s.own
	if o.rgb == nil {
		return
	}
	r, _ := s.inspectable()
	run := ""
	if r != nil {
		s.wait(r)
		run = r.id
	}
	s.inspect(&o.inspected, fmt.Sprint("own ", o.number, " ", run), func() *port.Inspect {
		look := &port.Inspect{What: port.InspectOwn, Run: run}
		if r != nil {
			look.Experiment = s.described(r.experiment)
		}
		look.Show(o.rgb, o.width, o.height)
		return look
	}, func(m *port.Inspected) { s.tookOwn(run, m) })
}

func (s *session) tookOwn(run string, m *port.Inspected) {
	o := &s.own
	if o.pixels == nil {
		o.pixels = m.Bytes("pixels")
		o.shot = s.shoot(o.shot, single(side, side), o.pixels)
		o.rgb, o.width, o.height = o.pixels, side, side // which it becomes again
	}
	o.run, o.classes, o.probabilities = run, m.Classes, m.Floats("probabilities")
}

// showOwn shows what each layer makes of the visitor's picture.
func (s *session) showOwn() {
	s.layers.own, s.layers.class = true, 0
	s.turnTo("inside", "layers")
	s.refreshPanel()
	s.screen.requestRender()
}

// ownPanel is where pictures are brought, and what comes of them.
type ownPanel struct {
	goapp.Compo
	s       *session
	release func()
}

// OnMount implements goapp.Mounter.
func (p *ownPanel) OnMount(ctx goapp.Context) {
	p.s.views().add(ctx, false)
	brought := goapp.FuncOf(func(_ goapp.Value, args []goapp.Value) any {
		if reason := args[0]; reason.Truthy() {
			p.s.refuse(reason.String())
			return nil
		}
		rgba := make([]byte, args[1].Get("length").Int())
		goapp.CopyBytesToGo(rgba, args[1])
		p.s.bring(opaque(rgba), args[2].Int(), args[3].Int())
		return nil
	})
	attached := goapp.Window().Get("muestra").Call("bring", "own-picture", brought)
	p.release = func() {
		attached.Call("detach")
		brought.Release()
	}
}

// OnDismount implements goapp.Dismounter.
func (p *ownPanel) OnDismount() { p.release() }

// opaque leaves the fourth of each four bytes away.
func opaque(rgba []byte) []byte {
	rgb := rgba[:0]
	for i := 0; i+3 < len(rgba); i += 4 {
		rgb = append(rgb, rgba[i], rgba[i+1], rgba[i+2])
	}
	return rgb
}

// Render implements goapp.Composer.
func (p *ownPanel) Render() goapp.UI {
	s, o := p.s, &p.s.own
	problem := ""
	if o.problem != nil {
		problem = s.text(o.problem)
	}
	return goapp.Section().Class("look own card").ID("own-picture").DataSet("testid", "own-picture").Aria("labelledby", "own-title").Body(
		goapp.H3().ID("own-title").Text(s.text(textOwn)),
		goapp.Div().Class("drop").Body(
			goapp.P().Text(s.text(textOwnHow)),
			goapp.Div().Class("choices").Body(
				goapp.Label().Class("file").Body(
					goapp.Span().Text(s.text(textOwnFile)),
					goapp.Input().Type("file").Accept("image/*").DataSet("testid", "own-file").Aria("label", s.text(textOwnFile)),
				),
				goapp.Button().Type("button").Class("quiet when-dark").DataSet("own", "camera").DataSet("testid", "own-camera").Text(s.text(textOwnCamera)),
				goapp.Button().Type("button").Class("quiet when-lit").DataSet("own", "take").DataSet("testid", "own-take").Text(s.text(textOwnTake)),
				goapp.Button().Type("button").Class("quiet when-lit").DataSet("own", "off").DataSet("testid", "own-off").Text(s.text(textOwnOff)),
			),
			goapp.Div().Class("camera when-lit"),
			goapp.P().Class("small").Text(s.text(textOwnStays)),
		),
		goapp.P().Class("problem").Role("alert").DataSet("testid", "own-problem").Hidden(problem == "").Text(problem),
		s.inspectionProblem(&o.inspected),
		p.verdict(),
	)
}

// verdict is the picture as a network sees it, and what it says.
func (p *ownPanel) verdict() goapp.UI {
	s, o := p.s, &p.s.own
	if o.pixels == nil {
		return goapp.Div().Class("verdict").Hidden(true)
	}
	order := make([]int, len(o.probabilities))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(o.probabilities[b], o.probabilities[a]) })
	said := s.text(textOwnNobody)
	if r, _ := s.inspectable(); r == nil || o.run != r.id {
		order = nil
	}
	var bars []goapp.UI
	for i, k := range order {
		share, class := float64(o.probabilities[k]), ""
		if i == 0 {
			class = "own"
			said = s.text(textOwnSaid, s.classAt(o.classes, k), s.percent(share, 0))
		}
		bars = append(bars, goapp.Li().Class(class).Style("--v", strconv.FormatFloat(100*share, 'f', 1, 64)).Body(
			goapp.Span().Class("name").Text(s.classAt(o.classes, k)), goapp.Span().Class("share").Text(s.percent(share, 0))))
	}
	return goapp.Div().Class("verdict").DataSet("testid", "own-verdict").Body(
		goapp.Figure().Body(
			o.shot.image("magnified", s.text(textOwnSeen)),
			goapp.FigCaption().Text(s.text(textOwnSeen)),
		),
		goapp.Div().Body(
			goapp.P().Role("status").DataSet("testid", "own-said").Text(said),
			goapp.Ul().Class("shares").Hidden(len(bars) == 0).Body(bars...),
			goapp.P().Class("small").Hidden(len(bars) == 0).Text(s.text(textOwnOnly, fmt.Sprint(len(bars)))),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "own-layers").Hidden(len(bars) == 0 || s.hides("layers")).Text(s.text(textOwnLayers)).
				OnClick(func(goapp.Context, goapp.Event) { s.showOwn() }),
		),
	)
}

// ownProblems are the reasons of web/static/own.js, in words.
var ownProblems = map[string]words{
	"none":       &samples.Text{ES: "Ahí no había ninguna imagen. Elige un archivo PNG, JPEG, WebP o GIF.", EN: "There was no picture in that. Choose a PNG, JPEG, WebP or GIF file."},
	"type":       &samples.Text{ES: "Ese archivo no es una foto. Elige un PNG, JPEG, WebP o GIF.", EN: "That file is not a photo. Choose a PNG, JPEG, WebP or GIF."},
	"large":      &samples.Text{ES: "El archivo pasa de 20 MB. Elige uno más pequeño, o haz una captura de pantalla de la imagen.", EN: "The file is larger than 20 MB. Choose a smaller one, or take a screenshot of the picture."},
	"dimensions": &samples.Text{ES: "La imagen pasa de 8192 píxeles de ancho o de alto. Redúcela, o haz una captura de pantalla.", EN: "The picture is more than 8,192 pixels wide or high. Scale it down, or take a screenshot of it."},
	"broken":     textOwnBroken,
	"denied":     &samples.Text{ES: "El navegador no deja usar la cámara. Permítelo en los ajustes del sitio, o elige un archivo.", EN: "The browser does not allow the camera. Allow it in the site’s settings, or choose a file."},
	"missing":    &samples.Text{ES: "No se encuentra ninguna cámara. Conecta una, o elige un archivo.", EN: "There is no camera. Connect one, or choose a file."},
	"busy":       &samples.Text{ES: "La cámara no responde; quizá la use otro programa. Ciérralo, o elige un archivo.", EN: "The camera does not answer; perhaps another program is using it. Close that, or choose a file."},
	"insecure":   &samples.Text{ES: "El navegador solo da la cámara a páginas seguras (https o localhost). Elige un archivo.", EN: "The browser gives the camera to secure pages (https or localhost) only. Choose a file."},
}

var (
	textOwn       = &samples.Text{ES: "Tu propia imagen", EN: "Your own picture"}
	textOwnHow    = &samples.Text{ES: "Elige una foto, suéltala aquí o pégala.", EN: "Choose a photo, drop it here or paste it."}
	textOwnFile   = &samples.Text{ES: "Elegir un archivo", EN: "Choose a file"}
	textOwnCamera = &samples.Text{ES: "Usar la cámara", EN: "Use the camera"}
	textOwnTake   = &samples.Text{ES: "Hacer la foto", EN: "Take the photo"}
	textOwnOff    = &samples.Text{ES: "Apagar la cámara", EN: "Switch the camera off"}
	textOwnStays  = &samples.Text{ES: "La imagen no sale de este navegador: ni se envía ni se guarda.", EN: "The picture does not leave this browser: it is neither sent nor saved."}
	textOwnSeen   = &samples.Text{ES: "Así la ve la red: 32 × 32 píxeles", EN: "As the network sees it: 32 × 32 pixels"}
	textOwnNobody = &samples.Text{ES: "Aún no hay una red que la juzgue: entrena una, y aquí dirá lo que ve.", EN: "There is no network to judge it yet: train one, and it will say here what it sees."}
	textOwnSaid   = &samples.Text{ES: "La red dice: %s (%s).", EN: "The network says: %s (%s)."}
	textOwnOnly   = &samples.Text{ES: "Solo conoce estas %s clases: de cualquier otra cosa también dirá que es una de ellas.", EN: "It only knows these %s classes: of anything else, too, it will say that it is one of them."}
	textOwnLayers = &samples.Text{ES: "Ver lo que hace cada capa con ella", EN: "See what each layer makes of it"}
	textOwnBroken = &samples.Text{ES: "Esa imagen no se puede leer: está dañada o es de un tipo que este navegador no conoce. Prueba con un PNG o un JPEG.", EN: "That picture cannot be read: it is damaged, or of a kind that this browser does not know. Try a PNG or a JPEG."}
)
