package inspect

import (
	"fmt"

	"muestra/app/say"
	"muestra/nn/recipe"
	"muestra/wasm/port"
)

// ownPicture is a picture that the visitor has brought, and what the network says of it. It never leaves the browser.
type ownPicture struct {
	Number  int // how many have come
	Problem say.Words

	Rgb           []byte // [height, width, 3] as it came, until a network has seen it
	width, height int
	Pixels        []byte // [32, 32, 3] as a network sees it
	Shot          Shot

	Inspected
	Run           string // that the probabilities are of
	Classes       []string
	Probabilities []float32 // nil where there is no network
}

// Bring takes a picture of the visitor's, its middle square.
func (s *Inspection) Bring(rgb []byte, width, height int) {
	o := &s.Own
	letGo(s.Screen, o.Shot)
	*o = ownPicture{Number: o.Number + 1, Rgb: rgb, width: width, height: height}
	s.RefreshPanel()
	s.Screen.RequestRender()
}

// Refuse says why what the visitor has brought is no picture; web/static/own.js has the reasons.
func (s *Inspection) Refuse(reason string) {
	s.Own.Problem = TextOwnBroken
	if w := OwnProblems[reason]; w != nil {
		s.Own.Problem = w
	}
	s.Screen.RequestRender()
}

// wantOwn asks what the network says of the visitor's picture, or only how a network would see it where there is none.
func (s *Inspection) wantOwn() {
	o := &s.Own
	if o.Rgb == nil {
		return
	}
	r, _ := s.Inspectable()
	run := ""
	if r != nil {
		s.Layers.follow(r, s.rest)
		run = r.ID
	}
	s.inspect(&o.Inspected, fmt.Sprint("own ", o.Number, " ", run), func() *port.Inspect {
		question := &port.Inspect{What: port.InspectOwn, Run: run}
		if r != nil {
			question.Experiment = described(s.Lang, r.Experiment)
		}
		question.Show(o.Rgb, o.width, o.height)
		return question
	}, func(m *port.Inspected) { s.tookOwn(run, m) })
}

func (s *Inspection) tookOwn(run string, m *port.Inspected) {
	o := &s.Own
	if o.Pixels == nil {
		o.Pixels = m.Bytes("pixels")
		o.Shot = shoot(s.Screen, o.Shot, single(Side, Side), o.Pixels)
		o.Rgb, o.width, o.height = o.Pixels, Side, Side // which it becomes again
	}
	o.Run, o.Classes, o.Probabilities = run, m.Classes, m.Floats("probabilities")
}

// OwnProblems are the reasons of web/static/own.js, in words.
var OwnProblems = map[string]say.Words{
	"none":       &recipe.Text{ES: "Ahí no había ninguna imagen. Elige un archivo PNG, JPEG, WebP o GIF.", EN: "There was no picture in that. Choose a PNG, JPEG, WebP or GIF file."},
	"type":       &recipe.Text{ES: "Ese archivo no es una foto. Elige un PNG, JPEG, WebP o GIF.", EN: "That file is not a photo. Choose a PNG, JPEG, WebP or GIF."},
	"large":      &recipe.Text{ES: "El archivo pasa de 20 MB. Elige uno más pequeño, o haz una captura de pantalla de la imagen.", EN: "The file is larger than 20 MB. Choose a smaller one, or take a screenshot of the picture."},
	"dimensions": &recipe.Text{ES: "La imagen pasa de 8192 píxeles de ancho o de alto. Redúcela, o haz una captura de pantalla.", EN: "The picture is more than 8,192 pixels wide or high. Scale it down, or take a screenshot of it."},
	"broken":     TextOwnBroken,
	"denied":     &recipe.Text{ES: "El navegador no deja usar la cámara. Permítelo en los ajustes del sitio, o elige un archivo.", EN: "The browser does not allow the camera. Allow it in the site’s settings, or choose a file."},
	"missing":    &recipe.Text{ES: "No se encuentra ninguna cámara. Conecta una, o elige un archivo.", EN: "There is no camera. Connect one, or choose a file."},
	"busy":       &recipe.Text{ES: "La cámara no responde; quizá la use otro programa. Ciérralo, o elige un archivo.", EN: "The camera does not answer; perhaps another program is using it. Close that, or choose a file."},
	"insecure":   &recipe.Text{ES: "El navegador solo da la cámara a páginas seguras (https o localhost). Elige un archivo.", EN: "The browser gives the camera to secure pages (https or localhost) only. Choose a file."},
}

var (
	TextOwnBroken = &recipe.Text{ES: "Esa imagen no se puede leer: está dañada o es de un tipo que este navegador no conoce. Prueba con un PNG o un JPEG.", EN: "That picture cannot be read: it is damaged, or of a kind that this browser does not know. Try a PNG or a JPEG."}
)

// ShowOwn shows what each layer makes of the visitor's picture.
func (s *Inspection) ShowOwn() {
	s.Layers.Own, s.Layers.Class = true, 0
	s.RefreshPanel()
	s.Screen.RequestRender()
}
