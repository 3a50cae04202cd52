package app

import (
	"encoding/json"
	"math"
	"time"

	"muestra/nn"
	"muestra/nn/samples"
)

// pace is how fast this machine has trained a network: its multiply-adds per picture, and how many of them one worker did in a second.
type pace struct {
	MACs float64 `json:"macs"`
	Rate float64 `json:"rate"`
}

// The paces are kept from visit to visit, the last of each size of network.
const (
	paceKey  = "pace"
	maxPaces = 12
	alike    = 1.3 // networks whose multiply-adds differ by less than this factor
)

// A worker's usual multiply-adds in a second, before anything has been measured: small networks keep the vector units less busy.
const (
	usualRate      = 3e9
	usualSmallRate = 1.8e9
	smallNetwork   = 4e6 // multiply-adds per picture
)

// macsOf are the multiply-adds of one picture's forward pass, 0 for a network that cannot be.
func macsOf(spec *nn.Spec) float64 {
	rows, err := spec.Rows()
	if err != nil {
		return 0
	}
	total := 0
	for _, r := range rows {
		total += r.MACs
	}
	return float64(total)
}

// paces are those measured so far.
func (s *session) paces() []pace {
	if s.measured == nil {
		s.measured = []pace{}
		var kept []pace
		if json.Unmarshal([]byte(s.memory.recall(paceKey)), &kept) == nil {
			for _, p := range kept {
				if p.MACs >= 1 && p.Rate >= 1 && !math.IsInf(p.MACs*p.Rate, 0) && len(s.measured) < maxPaces {
					s.measured = append(s.measured, p)
				}
			}
		}
	}
	return s.measured
}

// measure notes how fast the run that goes on has trained its last epoch.
func (s *session) measure() {
	r := s.run
	e := r.lastEpoch()
	if e == nil || r.started == nil || r.started.Workers < 1 || !(e.ImagesPerSecond > 0) {
		return
	}
	macs := macsOf(r.experiment.Spec)
	if macs == 0 {
		return
	}
	fresh := []pace{{macs, macs * float64(e.ImagesPerSecond) / float64(r.started.Workers)}}
	for _, p := range s.paces() {
		if ratio := p.MACs / macs; (ratio > alike || ratio < 1/alike) && len(fresh) < maxPaces {
			fresh = append(fresh, p)
		}
	}
	s.measured = fresh
	if text, err := json.Marshal(fresh); err == nil {
		s.memory.remember(paceKey, string(text))
	}
}

// epochTime is how long an epoch of the experiment will take with so many workers, validation included, and whether that was measured on this
// machine, with the network that is most alike, or is a guess.
func (s *session) epochTime(workers int) (d time.Duration, measured bool) {
	e := s.experiment
	macs := macsOf(e.Spec)
	rate := usualRate
	if macs < smallNetwork {
		rate = usualSmallRate
	}
	nearest := math.Inf(1)
	for _, p := range s.paces() {
		if far := math.Abs(math.Log(p.MACs / macs)); far < nearest {
			nearest, rate, measured = far, p.Rate, true
		}
	}
	pictures := float64(e.Train) + float64(e.Val)/3 // which have no backward pass
	return time.Duration(pictures * macs / (rate * float64(max(workers, 1))) * float64(time.Second)), measured
}

// computing is how many of the workers that a run gets here compute at a time.
func (s *session) computing() int {
	return min(s.experiment.WorkersFor(s.machine), max(s.machine.Cores, 1))
}

// epochTimeInWords says it, roughly, and how it is known.
func (s *session) epochTimeInWords() (epoch, known string) {
	d, measured := s.epochTime(s.computing())
	text := textEpochGuessed
	if measured {
		text = textEpochMeasured
	}
	return "≈ " + s.roughly(d), s.text(text)
}

// roughly writes a time with no more digits than a forecast has.
func (s *session) roughly(d time.Duration) string {
	if d < 10*time.Second {
		return s.decimal(math.Max(d.Seconds(), 0.1), 1) + " s"
	}
	return s.duration(d)
}

// coarsely writes a time in its largest unit alone, as one would say it.
func (s *session) coarsely(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return s.text(textAboutDays, int(math.Round(d.Hours()/24)))
	case d >= 90*time.Minute:
		return s.text(textAboutHours, int(math.Round(d.Hours())))
	case d >= 90*time.Second:
		return s.text(textAboutMinutes, int(math.Round(d.Minutes())))
	}
	return s.text(textSeconds, max(1, int(math.Round(d.Seconds()))))
}

var (
	textAboutDays     = &samples.Text{ES: "%d días", EN: "%d days"}
	textAboutHours    = &samples.Text{ES: "%d h", EN: "%d h"}
	textAboutMinutes  = &samples.Text{ES: "%d min", EN: "%d min"}
	textEpochMeasured = &samples.Text{ES: "medido en esta máquina", EN: "measured on this machine"}
	textEpochGuessed  = &samples.Text{ES: "estimado", EN: "estimated"}
)
