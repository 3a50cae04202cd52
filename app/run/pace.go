package run

import (
	"encoding/json"
	"math"
	"time"

	"muestra/nn"
	"muestra/nn/keras"
	"muestra/nn/recipe"
)

// pace is how fast this machine has trained a network: its multiply-adds per picture, and how many of them one worker did in a second.
type pace struct {
	MACs float64 `json:"macs"`
	Rate float64 `json:"rate"`
}

// The paces are kept from visit to visit, the last of each size of network.
const (
	PaceKey  = "pace"
	maxPaces = 12
	alike    = 1.3 // networks whose multiply-adds differ by less than this factor
)

// A worker's usual multiply-adds in a second, before anything has been measured: small networks keep the vector units less busy.
const (
	usualRate      = 3e9
	usualSmallRate = 1.8e9
	smallNetwork   = 4e6 // multiply-adds per picture
)

// MacsOf are the multiply-adds of one picture's forward pass, 0 for a network that cannot be.
func MacsOf(spec *keras.Sequential) float64 {
	costs, err := nn.Costs(spec)
	if err != nil {
		return 0
	}
	total := 0
	for _, c := range costs {
		total += c.MACs
	}
	return float64(total)
}

// RecallPaces takes up what the host's memory has of how fast this machine is. What makes no sense there is left out.
func (s *Training) RecallPaces() {
	var kept []pace
	if json.Unmarshal([]byte(s.Memory.Recall(PaceKey)), &kept) != nil {
		kept = nil
	}
	s.Measured = nil
	for _, p := range kept {
		if p.MACs >= 1 && p.Rate >= 1 && !math.IsInf(p.MACs*p.Rate, 0) && len(s.Measured) < maxPaces {
			s.Measured = append(s.Measured, p)
		}
	}
}

// measure notes how fast the run that goes on has trained its last epoch.
func (s *Training) measure() {
	r := s.Run
	e := r.LastEpoch()
	if e == nil || r.Started == nil || r.Started.Workers < 1 || !(e.ImagesPerSecond > 0) {
		return
	}
	macs := MacsOf(r.Experiment.Spec)
	if macs == 0 {
		return
	}
	fresh := []pace{{macs, macs * float64(e.ImagesPerSecond) / float64(r.Started.Workers)}}
	for _, p := range s.Measured {
		if ratio := p.MACs / macs; (ratio > alike || ratio < 1/alike) && len(fresh) < maxPaces {
			fresh = append(fresh, p)
		}
	}
	s.Measured = fresh
	if text, err := json.Marshal(fresh); err == nil {
		s.Memory.Remember(PaceKey, string(text))
	}
}

// EpochTime is how long an epoch of the experiment will take with so many workers, validation included, and whether that was measured on this
// machine, with the network that is most alike, or is a guess.
func (s *Training) EpochTime(workers int) (d time.Duration, measured bool) {
	e := s.recipe.Experiment
	macs := MacsOf(e.Spec)
	rate := usualRate
	if macs < smallNetwork {
		rate = usualSmallRate
	}
	nearest := math.Inf(1)
	for _, p := range s.Measured {
		if far := math.Abs(math.Log(p.MACs / macs)); far < nearest {
			nearest, rate, measured = far, p.Rate, true
		}
	}
	pictures := float64(e.Train) + float64(e.Val)/3 // which have no backward pass
	return time.Duration(pictures * macs / (rate * float64(max(workers, 1))) * float64(time.Second)), measured
}

// Computing is how many of the workers that a run gets here compute at a time.
func (s *Training) Computing() int {
	return min(s.recipe.Experiment.WorkersFor(s.Machine), max(s.Machine.Cores, 1))
}

// EpochTimeInWords says how long an epoch will take, and whether that was measured or guessed.
func (s *Training) EpochTimeInWords() (epoch, known string) {
	d, measured := s.EpochTime(s.Computing())
	text := textEpochGuessed
	if measured {
		text = textEpochMeasured
	}
	return "≈ " + s.Roughly(d), s.Text(text)
}

var (
	textEpochMeasured = &recipe.Text{ES: "medido en esta máquina", EN: "measured on this machine"}
	textEpochGuessed  = &recipe.Text{ES: "estimado", EN: "estimated"}
)
