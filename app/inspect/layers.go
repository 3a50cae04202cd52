package inspect

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"muestra/app/host"
	"muestra/app/run"
	"muestra/nn/metrics"
	"muestra/wasm/port"
)

// layersShown is what is seen of a network's layers, for one picture.
type layersShown struct {
	Number int  // of the test picture
	Own    bool // the visitor's picture, where there is one, instead
	Open   int  // the layer whose channels are all shown, from 1; 0 is none
	Class  int  // the one that the second heat is about, from 1; 0 leaves the choice to the page

	snapshot string // of the run that is shown
	rests    bool   // until the next snapshot is inspected

	Layers, Whole, Spread Inspected
	Heats                 [2]Inspected // of the most probable class and of another

	Run      string          // that the rest is of
	Last     *port.Inspected // of layers
	At       int             // the number of the picture in it
	Picture  Shot
	Filters  Shot
	Maps     map[int]Shot // by the layer's number
	Opened   int          // the layer that is whole
	All      Shot
	Channels int // in all
	Heat     [2]heatSeen
	Spreads  *port.Inspected
	SpreadOf string // the run
}

// heatSeen is where a network finds what speaks for a class.
type heatSeen struct {
	Shot   Shot
	Class  int // from 1
	Method string
}

// layersEvery is how long the page lets pass between two live questions about layers, at least.
const layersEvery = 3 * time.Second

// follow lets the snapshot that is inspected follow the run's, not oftener than rest lets it.
func (l *layersShown) follow(r *run.Run, rest func(resting *bool, while time.Duration)) {
	snapshot := fmt.Sprint(r.ID, " ", len(r.History), " ", r.Done != nil)
	if r.Phase == run.PhasePaused || len(r.History) == 0 && r.Active() && r.Step.Step == 0 {
		snapshot = fmt.Sprint(snapshot, " at step ", r.Step.Step)
	}
	if snapshot == l.snapshot || l.rests {
		return
	}
	l.snapshot = snapshot
	if !r.Active() || r.Phase == run.PhasePaused {
		return
	}
	rest(&l.rests, layersEvery)
}

// inspect wants what the network says of something in the present snapshot. Where it is the snapshot alone that has changed while it trains, nobody waits for the
// answer. Else what was asked before does not matter any more, and its answer, should it still come, is not taken.
func (s *Inspection) inspect(v *Inspected, of string, ask func() *port.Inspect, answered func(*port.Inspected)) {
	key := s.Layers.snapshot + "|" + of
	if v.key == key && v.of == s.training.Trainer {
		return
	}
	_, before, _ := strings.Cut(v.key, "|")
	live := s.training.Run.Active() && s.training.Run.Phase != run.PhasePaused && before == of
	if v.Waiting && v.key != key && !live {
		*v = Inspected{}
	}
	question := ask()
	question.Live = live
	s.want(v, key, question, answered)
}

// OwnShown says whether the visitor's picture is the one that is looked at.
func (s *Inspection) OwnShown() bool { return s.Layers.Own && s.Own.Pixels != nil }

// ShowLayers shows an answer.
func (s *Inspection) ShowLayers(run string, number int, m *port.Inspected) {
	l := &s.Layers
	if l.Run != run {
		s.forgetLayers()
	}
	l.Run, l.Last, l.At = run, m, number
	l.Picture = shoot(s.Screen, l.Picture, single(Side, Side), m.Bytes("pixels"))
	if shape := m.Shape("filters"); len(shape) == 4 {
		l.Filters = shoot(s.Screen, l.Filters, mosaic{shape[0], shape[1], shape[2], 3, filterColumns, enlarged(shape[2], 24), 6}, m.Bytes("filters"))
	}
	maps := map[int]Shot{}
	for _, layer := range m.Layers {
		maps[layer.Number] = takeMaps(s.Screen, l.Maps[layer.Number], m, layer.Number, port.Maps)
		delete(l.Maps, layer.Number)
	}
	for _, old := range l.Maps {
		letGo(s.Screen, old)
	}
	l.Maps = maps
}

// filterColumns is how many filters stand in a row, flatWidth how wide a layer without pixels is.
const filterColumns, flatWidth = 16, 384

// takeMaps draws the maps of a layer in rows of so many.
func takeMaps(s host.Screen, old Shot, m *port.Inspected, number, columns int) Shot {
	shape := m.Shape(fmt.Sprint("maps ", number))
	if len(shape) != 3 {
		letGo(s, old)
		return Shot{}
	}
	scale, gap := enlarged(shape[2], 16), 1+shape[2]/32
	if shape[0] == 1 { // a layer without pixels
		scale, gap = min(enlarged(shape[2], flatWidth), 12), 0
	}
	return shoot(s, old, mosaic{shape[0], shape[1], shape[2], 1, columns, scale, gap}, m.Bytes(fmt.Sprint("maps ", number)))
}

// enlarged is how many times a picture must be enlarged to be so wide.
func enlarged(width, to int) int { return max(1, to/max(width, 1)) }

// forgetLayers puts away what is of another run.
func (s *Inspection) forgetLayers() {
	l := &s.Layers
	for _, old := range l.Maps {
		letGo(s.Screen, old)
	}
	for _, old := range []Shot{l.Filters, l.All, l.Heat[0].Shot, l.Heat[1].Shot} {
		letGo(s.Screen, old)
	}
	l.Maps, l.Filters, l.All, l.Opened, l.Heat, l.Open, l.Class = nil, Shot{}, Shot{}, 0, [2]heatSeen{}, 0, 0
}

// tookWhole shows all channels of a layer.
func (s *Inspection) tookWhole(m *port.Inspected) {
	l := &s.Layers
	if len(m.Layers) != 1 {
		return
	}
	number := m.Layers[0].Number
	l.Opened, l.Channels = number, 1
	if shape := m.Shape(fmt.Sprint("maps ", number)); len(shape) == 3 {
		l.Channels = shape[0]
	}
	l.All = takeMaps(s.Screen, l.All, m, number, 16)
}

// showHeat shows where the network finds what speaks for a class.
func (s *Inspection) showHeat(i int, m *port.Inspected) {
	l := &s.Layers
	shape := m.Shape("over")
	if len(shape) != 3 {
		return
	}
	l.Heat[i] = heatSeen{shoot(s.Screen, l.Heat[i].Shot, single(shape[0], shape[1]), m.Bytes("over")), m.Class, m.Method}
}

// Said is the network's most probable class of the picture, and the picture's own, or −1.
func (l *layersShown) Said() (best, label int) {
	label = -1
	if labels := l.Last.Bytes("labels"); len(labels) == 1 {
		label = int(labels[0])
	}
	return metrics.Largest(l.Last.Floats("probabilities")), label
}

// OtherClass is the class of the second heat, from 1: the one that was chosen, or else the picture's own where the network says another one, or its
// second guess. It is 0 before the network has said something.
func (s *Inspection) OtherClass() int {
	l := &s.Layers
	if l.Class > 0 || l.Last == nil {
		return l.Class
	}
	best, label := l.Said()
	if label >= 0 && label != best {
		return label + 1
	}
	probabilities, second := l.Last.Floats("probabilities"), -1
	for i, p := range probabilities {
		if i != best && (second < 0 || p > probabilities[second]) {
			second = i
		}
	}
	return second + 1
}

// ShowPicture looks at another test picture.
func (s *Inspection) ShowPicture(number int) {
	l := &s.Layers
	n := s.TestPictures()
	l.Number, l.Own, l.Class = (number+n)%n, false, 0
	s.RefreshPanel()
	s.Screen.RequestRender()
}

// TestPictures is how many there are to look at.
func (s *Inspection) TestPictures() int {
	if r := s.saved.Shown(); r != nil && r.Experiment.Test > 0 {
		return r.Experiment.Test
	}
	return 1000
}

// ChooseClass looks for what speaks for another class.
func (s *Inspection) ChooseClass(value string) {
	class, err := strconv.Atoi(value)
	if err != nil || class < 1 {
		return
	}
	s.Layers.Class = class
	s.RefreshPanel()
	s.Screen.RequestRender()
}

// OpenLayer shows all channels of a layer, or closes it.
func (s *Inspection) OpenLayer(number int) {
	l := &s.Layers
	if l.Open == number {
		number = 0
	}
	l.Open = number
	s.RefreshPanel()
	s.Screen.RequestRender()
}

// WantLayers asks for what the panel of layers lacks.
func (s *Inspection) WantLayers() {
	l := &s.Layers
	r, _ := s.Inspectable()
	if r == nil {
		return
	}
	l.follow(r, s.rest)
	number, picture := l.Number, fmt.Sprint("test ", l.Number)
	if s.OwnShown() {
		picture = fmt.Sprint("own ", s.Own.Number)
	}
	question := func(what string) *port.Inspect {
		m := &port.Inspect{What: what, Run: r.ID, Experiment: described(s.Lang, r.Experiment)}
		if s.OwnShown() {
			m.Show(s.Own.Pixels, Side, Side)
		} else {
			m.Source, m.Index = "test", []int32{int32(number)}
		}
		return m
	}
	s.inspect(&l.Layers, picture, func() *port.Inspect { return question(port.InspectLayers) }, func(m *port.Inspected) { s.ShowLayers(r.ID, number, m) })
	if l.Open > 0 {
		s.inspect(&l.Whole, fmt.Sprint(picture, " layer ", l.Open), func() *port.Inspect {
			whole := question(port.InspectLayers)
			whole.Layer = l.Open
			return whole
		}, s.tookWhole)
	}
	s.inspect(&l.Heats[0], picture, func() *port.Inspect { return question(port.InspectHeat) }, func(m *port.Inspected) { s.showHeat(0, m) })
	if other := s.OtherClass(); other > 0 && !l.Layers.Waiting {
		s.inspect(&l.Heats[1], fmt.Sprint(picture, " class ", other), func() *port.Inspect {
			heat := question(port.InspectHeat)
			heat.Class = other
			return heat
		}, func(m *port.Inspected) { s.showHeat(1, m) })
	}
	s.inspect(&l.Spread, "spread", func() *port.Inspect {
		return &port.Inspect{What: port.InspectSpread, Run: r.ID, Experiment: described(s.Lang, r.Experiment)}
	}, func(m *port.Inspected) { l.Spreads, l.SpreadOf = m, r.ID })
}
