package recipe

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muestra/nn"
	"muestra/nn/keras"
	"muestra/nn/samples"
)

func TestParseLinkReadsEveryKey(t *testing.T) {
	e, notices, err := ParseLink("#sample=2&train=4000&val=900&test=800&epochs=20&seed=7&optimizer=sgd&lr=0.02&momentum=0.8&nesterov=1&rho=0.8&beta_1=0.7&beta_2=0.99&epsilon=1e-5&batch=32" +
		"&augment=shift:0.20,flip,cutout:10&schedule=step&decay_epochs=3&decay_rate=0.1&boundaries=02,9&values=0.010,1e-3&end_lr=0&power=0.5&alpha=0.1&warmup_epochs=2&reduce_lr_patience=4&cooldown=2&min_lr=1e-6" +
		"&early_stopping=true&monitor=accuracy,val_loss&patience=07,8&min_delta=0.001&restore_best=1&shuffle=false&dropout=0&steps=9&workers=3&lang=es&lock=optimizer,lr,network&hide=train,runs&title=Grupo%20B&task=Uno%0A+2&lesson=3&run=1")
	if err != nil || len(notices) > 0 {
		t.Fatal(err, notices)
	}
	want := own(samples.ByNumber(2))
	want.Train, want.Val, want.Test, want.Epochs, want.Seed, want.Batch, want.Steps = 4000, 900, 800, 20, 7, 32, 9
	want.LearningRate, want.Momentum, want.Nesterov, want.EarlyStopping = 0.02, 0.8, true, true
	want.Shuffle, want.Dropout, want.Workers, want.Lang = false, false, "3", "es"
	want.Rho, want.Beta1, want.Beta2, want.Epsilon = 0.8, 0.7, 0.99, 1e-5
	want.Augment = []string{"shift", "flip", "cutout:10"}
	want.Schedule, want.DecayEpochs, want.DecayRate, want.ReduceLRPatience, want.Cooldown, want.MinLR = "step", 3, 0.1, 4, 2, 1e-6
	want.Boundaries, want.Values, want.EndLR, want.Power, want.Alpha, want.WarmupEpochs = []int{2, 9}, []float64{0.01, 0.001}, 0, 0.5, 0.1, 2
	want.Monitor, want.Patience, want.MinDelta, want.RestoreBest = []string{"accuracy", "val_loss"}, []int{7, 8}, 0.001, true
	want.Lock, want.Hide, want.Run = []string{"optimizer", "lr", "network"}, []string{"train", "runs"}, true
	want.Title, want.Task, want.Lesson = "Grupo B", "Uno\n+2", 3
	if d := difference(want, e); d != "" {
		t.Error(d)
	}
}

func TestAMissingKeyIsTheSamplesOwnValue(t *testing.T) {
	tests := []struct {
		link   string
		sample int
	}{{"", 1}, {"#", 1}, {"&&", 1}, {"sample=0", 0}, {"sample=5", 5}, {"sample=6", 6}, {"epochs=30&sample=2", 2}, {"sample=10", 10}, {"sample=12", 12}}
	for _, test := range tests {
		e, _, err := ParseLink(test.link)
		if err != nil {
			t.Errorf("%q: %v", test.link, err)
			continue
		}
		if d := difference(own(samples.ByNumber(test.sample)), e); d != "" {
			t.Errorf("%q (-want +got):\n%s", test.link, d)
		}
	}
}

func TestBadLinksAreRefusedInWords(t *testing.T) {
	train := "train takes a whole number from 1 to 50,000"
	lr := "lr takes a number above 0, at most 10"
	lock := "lock takes a list of link keys and of samples, lessons, recipe, network, or nothing"
	task := "task takes text of at most 1,000 characters, all of which can be seen"
	patience := "patience takes a whole number from 1 to 1,000, or a list with one for each value of monitor"
	schedule := "schedule takes constant, step, exponential, inverse_time, piecewise, polynomial or cosine"
	boundaries := "boundaries takes a rising list of whole numbers from 1 to 1,000, at most a hundred, or nothing"
	values := "values takes a list of numbers from 0 to 10, one for each of boundaries, or nothing"
	augment := "augment takes a list of flip, shift, rotation, zoom, brightness and cutout, another range behind a colon (shift:0.1), or nothing"
	tests := []struct{ link, want string }{
		{"train=1e9", "link: train=1e9: " + train},
		{"train=0", "link: train=0: " + train},
		{"train=50001", "link: train=50001: " + train},
		{"train=", "link: train=: " + train},
		{"train", "link: train=: " + train},
		{"train=+5", "link: train=+5: " + train},
		{"train= 5", "link: train= 5: " + train},
		{"train=5%00", `link: train="5\x00": ` + train},
		{"train=99999999999999999999999", "link: train=99999999999999999999999: " + train},
		{"train=" + strings.Repeat("9", 5000), "link: train=" + strings.Repeat("9", 40) + "…: " + train},
		{"train=45000&val=6000", "link: train=45,000: together with val=6000 it is more than the 50000 pictures there are: " + train},
		{"val=10001", "link: val=10001: val takes a whole number from 0 to 10,000"},
		{"test=-1", "link: test=-1: test takes a whole number from 0 to 10,000"},
		{"epochs=-1", "link: epochs=-1: epochs takes a whole number from 1 to 1,000"},
		{"batch=0", "link: batch=0: batch takes a whole number from 1 to 1,024"},
		{"sample=99", "link: sample=99: sample takes a whole number from 0 to 12"},
		{"seed=18446744073709551616", "link: seed=18446744073709551616: seed takes a whole number from 0 to 9007199254740991"},
		{"lr=NaN", "link: lr=NaN: " + lr},
		{"lr=Inf", "link: lr=Inf: " + lr},
		{"lr=-Inf", "link: lr=-Inf: " + lr},
		{"lr=0", "link: lr=0: " + lr},
		{"lr=-0.1", "link: lr=-0.1: " + lr},
		{"lr=1e400", "link: lr=1e400: " + lr},
		{"lr=1e-400", "link: lr=1e-400: " + lr},
		{"lr=0x1p-2", "link: lr=0x1p-2: " + lr},
		{"lr=0,01", "link: lr=0,01: " + lr},
		{"lr=100%", "link: lr=100%: a % must be followed by two hexadecimal digits: " + lr},
		{"%zz", "link: %zz=: a % must be followed by two hexadecimal digits"},
		{"%zz=5", "link: %zz=5: a % must be followed by two hexadecimal digits"},
		{"sample=%zz", "link: sample=%zz: a % must be followed by two hexadecimal digits: sample takes a whole number from 0 to 12"},
		{"momentum=1", "link: momentum=1: momentum takes a number from 0 to below 1"},
		{"rho=1", "link: rho=1: rho takes a number from 0 to below 1"},
		{"beta_1=-0.1", "link: beta_1=-0.1: beta_1 takes a number from 0 to below 1"},
		{"beta_2=NaN", "link: beta_2=NaN: beta_2 takes a number from 0 to below 1"},
		{"epsilon=0", "link: epsilon=0: epsilon takes a number from 1e-12 to 1"},
		{"nesterov=maybe", "link: nesterov=maybe: nesterov takes true or false (1 or 0)"},
		{"optimizer=lion", "link: optimizer=lion: optimizer takes sgd, adam or rmsprop"},
		{"augment=spin", "link: augment=spin: " + augment},
		{"augment=flip,,shift", "link: augment=flip,,shift: " + augment},
		{"augment=flip,flip", "link: augment=flip,flip: " + augment},
		{"augment=Flip", "link: augment=Flip: " + augment},
		{"augment=flip:1", "link: augment=flip:1: " + augment},
		{"augment=shift,shift:0.1", "link: augment=shift,shift:0.1: " + augment},
		{"augment=shift:0", "link: augment=shift:0: " + augment},
		{"augment=shift:1", "link: augment=shift:1: " + augment},
		{"augment=shift:", "link: augment=shift:: " + augment},
		{"augment=shift:NaN", "link: augment=shift:NaN: " + augment},
		{"augment=shift:0.1:0.2", "link: augment=shift:0.1:0.2: " + augment},
		{"augment=rotation:181", "link: augment=rotation:181: " + augment},
		{"augment=zoom:-0.1", "link: augment=zoom:-0.1: " + augment},
		{"augment=cutout:2.5", "link: augment=cutout:2.5: " + augment},
		{"augment=cutout:33", "link: augment=cutout:33: " + augment},
		{"schedule=fast", "link: schedule=fast: " + schedule},
		{"schedule=", "link: schedule=: " + schedule},
		{"schedule=piecewise", "link: boundaries=: schedule=piecewise needs one or more: " + boundaries},
		{"schedule=piecewise&values=0.1", "link: boundaries=: schedule=piecewise needs one or more: " + boundaries},
		{"schedule=piecewise&boundaries=3,5&values=0.1", "link: values=0.1: there are 1, and 2 boundaries: " + values},
		{"schedule=piecewise&boundaries=3&values=0.1,0.2", "link: values=0.1,0.2: there are 2, and 1 boundaries: " + values},
		{"boundaries=0", "link: boundaries=0: " + boundaries},
		{"boundaries=-3", "link: boundaries=-3: " + boundaries},
		{"boundaries=3,3", "link: boundaries=3,3: " + boundaries},
		{"boundaries=5,3", "link: boundaries=5,3: " + boundaries},
		{"boundaries=1,", "link: boundaries=1,: " + boundaries},
		{"boundaries=1.5", "link: boundaries=1.5: " + boundaries},
		{"boundaries=1e3", "link: boundaries=1e3: " + boundaries},
		{"boundaries=1001", "link: boundaries=1001: " + boundaries},
		{"boundaries=" + strings.Repeat("1,", 40_000), "link: boundaries=" + strings.Repeat("1,", 20) + "…: " + boundaries},
		{"values=NaN", "link: values=NaN: " + values},
		{"values=0.1,Inf", "link: values=0.1,Inf: " + values},
		{"values=-0.1", "link: values=-0.1: " + values},
		{"values=11", "link: values=11: " + values},
		{"values=,", "link: values=,: " + values},
		{"values=" + strings.Repeat("0,", 40_000), "link: values=" + strings.Repeat("0,", 20) + "…: " + values},
		{"end_lr=NaN", "link: end_lr=NaN: end_lr takes a number from 0 to 10"},
		{"power=-1", "link: power=-1: power takes a number from 0 to 100"},
		{"alpha=1.1", "link: alpha=1.1: alpha takes a number from 0 to 1"},
		{"warmup_epochs=-1", "link: warmup_epochs=-1: warmup_epochs takes a whole number from 0 to 1,000"},
		{"schedule=cosine&epochs=3&warmup_epochs=3", "link: warmup_epochs=3: of epochs=3 none is left to fall in: warmup_epochs takes a whole number from 0 to 1,000"},
		{"decay_epochs=0", "link: decay_epochs=0: decay_epochs takes a whole number from 1 to 1,000"},
		{"decay_rate=0", "link: decay_rate=0: decay_rate takes a number above 0, at most 1"},
		{"decay_rate=NaN", "link: decay_rate=NaN: decay_rate takes a number above 0, at most 1"},
		{"reduce_lr=1", "link: reduce_lr=1: reduce_lr takes a number from 0 (never) to below 1"},
		{"reduce_lr=-0.5", "link: reduce_lr=-0.5: reduce_lr takes a number from 0 (never) to below 1"},
		{"schedule=cosine&reduce_lr=0.5", "link: reduce_lr=0.5: the learning rate already follows schedule=cosine: reduce_lr takes a number from 0 (never) to below 1"},
		{"reduce_lr_patience=1001", "link: reduce_lr_patience=1001: reduce_lr_patience takes a whole number from 1 to 1,000"},
		{"cooldown=1e3", "link: cooldown=1e3: cooldown takes a whole number from 0 to 1,000"},
		{"min_lr=1e9", "link: min_lr=1e9: min_lr takes a number from 0 to 10"},
		{"monitor=val_f1", "link: monitor=val_f1: monitor takes a list of loss, accuracy, val_loss and val_accuracy, or nothing"},
		{"monitor=loss,loss", "link: monitor=loss,loss: monitor takes a list of loss, accuracy, val_loss and val_accuracy, or nothing"},
		{"patience=0", "link: patience=0: " + patience},
		{"patience=", "link: patience=: " + patience},
		{"patience=5,", "link: patience=5,: " + patience},
		{"patience=5,-1", "link: patience=5,-1: " + patience},
		{"patience=1,2,3,4,5", "link: patience=1,2,3,4,5: " + patience},
		{"patience=" + strings.Repeat("1,", 9999), "link: patience=" + strings.Repeat("1,", 20) + "…: " + patience},
		{"min_delta=-1", "link: min_delta=-1: min_delta takes a number from 0 to 100"},
		{"min_delta=Inf", "link: min_delta=Inf: min_delta takes a number from 0 to 100"},
		{"restore_best=best", "link: restore_best=best: restore_best takes true or false (1 or 0)"},
		{"workers=9", "link: workers=9: workers takes auto or a whole number from 1 to 8"},
		{"workers=0", "link: workers=0: workers takes auto or a whole number from 1 to 8"},
		{"lang=fr", "link: lang=fr: lang takes es or en"},
		{"lock=speed", "link: lock=speed: " + lock},
		{"lock=lr,lr", "link: lock=lr,lr: " + lock},
		{"lock=pictures", "link: lock=pictures: " + lock},
		{"hide=train,everything", "link: hide=train,everything: hide takes a list of link keys and of samples, lessons, recipe, network, pictures, predictions, confusion, layers, runs, or nothing"},
		{"title=" + strings.Repeat("x", 81), "link: title=" + strings.Repeat("x", 40) + "…: title takes text of at most 80 characters in one line, all of which can be seen"},
		{"title=a%0Ab", `link: title="a\nb": title takes text of at most 80 characters in one line, all of which can be seen`},
		{"task=%E2%80%AEtxet", `link: task="\u202etxet": ` + task},
		{"task=%00", `link: task="\x00": ` + task},
		{"task=%FF", `link: task="\xff": ` + task},
		{"task=" + strings.Repeat("%C3%B1", 1001), "link: task=" + strings.Repeat("ñ", 20) + "…: " + task},
		{"lesson=11", "link: lesson=11: lesson takes a whole number from 0 to 10"},
		{"run=yes", "link: run=yes: run takes true or false (1 or 0)"},
		{"lr=0.1&lr=0.2", "link: lr=0.2: the key is given twice, first with 0.1: " + lr},
		{strings.Repeat("x", 1<<20), "link: the link is 1048576 bytes long; at most 100000 are allowed"},
		{strings.Repeat("a=1&", 100), "link: the link has more than 64 keys"},
		{"sample=6&batch=1024&model=" + value(t, wide()), "link: batch=1024: the network would need " + megabytes(t, wide(), 1024) + " MB of memory with this batch; there are 2048 MB: batch takes a whole number from 1 to 1,024"},
	}
	for _, test := range tests {
		_, _, err := ParseLink(test.link)
		var link *LinkError
		if !errors.As(err, &link) {
			t.Errorf("%.60q: error %v is no LinkError", test.link, err)
			continue
		}
		if err.Error() != test.want {
			t.Errorf("%.60q:\n got %s\nwant %s", test.link, err, test.want)
		}
		if link.In("es") == link.In("en") {
			t.Errorf("%.60q: the message is the same in both languages: %s", test.link, link.In("es"))
		}
	}
}

// wide is a network whose parameters are few and whose activations are many.
func wide() *keras.Sequential {
	return &keras.Sequential{Input: keras.Shape{32, 32, 3}, Layers: []keras.Layer{
		keras.Conv2D{Filters: 300, KernelSize: [2]int{3, 3}, Strides: [2]int{1, 1}, Padding: "same", Activation: "relu", UseBias: true},
		keras.MaxPooling2D{PoolSize: [2]int{8, 8}, Strides: [2]int{8, 8}},
		keras.Flatten{},
		keras.Dense{Units: 10, Activation: "softmax", UseBias: true},
	}}
}

func megabytes(t *testing.T, spec *keras.Sequential, batch int) string {
	t.Helper()
	memory, err := nn.TrainingMemory(spec, batch, 2)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(memory.Total() >> 20)
}

func value(t *testing.T, spec *keras.Sequential) string {
	t.Helper()
	v := modelOf(&Experiment{Spec: spec})
	if v == "" {
		t.Fatal("the network cannot be written")
	}
	return v
}

func TestBrokenNetworksAreRefused(t *testing.T) {
	good := value(t, wide())
	tests := []struct{ name, value, want string }{
		{"nothing", "", "cannot be read"},
		{"no base64", "a*b", "illegal base64"},
		{"no deflate", "AAAA", "cannot be read"},
		{"cut", good[:len(good)/2], "cannot be read"},
		{"too long", strings.Repeat("A", maxModelLink+1), "60001 > 60000"},
	}
	for _, test := range tests {
		_, _, err := ParseLink("model=" + test.value)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v does not contain %q", test.name, err, test.want)
		}
	}
}

func TestANetworkTravelsInTheLink(t *testing.T) {
	e := own(samples.ByNumber(1))
	e.Spec = wide()
	got, _, err := ParseLink(e.Link())
	if err != nil {
		t.Fatal(err)
	}
	if d := difference(e, got); d != "" {
		t.Error(d)
	}
	if strings.Contains(own(samples.ByNumber(1)).Link(), "model=") {
		t.Error("a sample's own network is written into the link")
	}
}

func TestUnknownKeysAreIgnoredWithANotice(t *testing.T) {
	e, notices, err := ParseLink("speed=11&sample=2&<b>=1")
	if err != nil || e.Sample != 2 {
		t.Fatal(e, err)
	}
	if len(notices) != 2 || notices[0].EN != "speed is ignored: it is not a key of this version" || notices[1].ES != "se ignora <b>: no es una clave de esta versión" {
		t.Errorf("notices %q", notices)
	}
}

func TestLinkSaysTheCommonKeysAndWhatDiffers(t *testing.T) {
	e, err := New(2)
	if err != nil {
		t.Fatal(err)
	}
	const common = "sample=2&train=5000&val=1000&test=1000&epochs=30&seed=1&optimizer=sgd&lr=0.001&momentum=0.9&batch=64&augment=&workers=auto"
	if got := e.Link(); got != common {
		t.Errorf("link\n%s, want\n%s", got, common)
	}
	e.Run, e.Shuffle, e.LearningRate, e.Lock = true, false, 1e-7, []string{"lr", "batch"}
	e.Schedule, e.Monitor, e.Patience, e.RestoreBest = "cosine", []string{"val_accuracy"}, []int{7}, true
	want := strings.Replace(common, "lr=0.001", "lr=1e-07", 1)
	want = strings.Replace(want, "&workers", "&schedule=cosine&monitor=val_accuracy&patience=7&restore_best=1&shuffle=0&workers", 1) + "&lock=lr,batch&run=1"
	if got := e.Link(); got != want {
		t.Errorf("link\n%s, want\n%s", got, want)
	}
}

func TestCheckRefusesWhatALinkCouldNotSay(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Experiment)
	}{
		{"sample", func(e *Experiment) { e.Sample = 77 }},
		{"train", func(e *Experiment) { e.Train = -1 }},
		{"batch", func(e *Experiment) { e.Batch = 1 << 40 }},
		{"workers", func(e *Experiment) { e.Workers = "many" }},
		{"optimizer", func(e *Experiment) { e.Optimizer = "" }},
		{"schedule", func(e *Experiment) { e.Schedule = "" }},
		{"decay", func(e *Experiment) { e.DecayRate = 0 }},
		{"no boundaries", func(e *Experiment) { e.Schedule = "piecewise" }},
		{"boundaries", func(e *Experiment) { e.Boundaries = []int{2, 1} }},
		{"values", func(e *Experiment) { e.Values = []float64{-1} }},
		{"many values", func(e *Experiment) { e.Values = make([]float64, 101) }},
		{"warmup", func(e *Experiment) { e.Schedule, e.WarmupEpochs = "cosine", e.Epochs }},
		{"monitor", func(e *Experiment) { e.Monitor = []string{"luck"} }},
		{"patience", func(e *Experiment) { e.Patience = nil }},
		{"more patience", func(e *Experiment) { e.Patience = make([]int, 1000) }},
		{"schedule and plateau", func(e *Experiment) { e.Schedule, e.ReduceLR = "step", 0.5 }},
		{"network", func(e *Experiment) { e.Spec = nil }},
		{"empty network", func(e *Experiment) { e.Spec = &keras.Sequential{} }},
	}
	for _, test := range tests {
		e := own(samples.ByNumber(1))
		if err := e.Check(); err != nil {
			t.Fatal(err)
		}
		test.change(e)
		if err := e.Check(); err == nil {
			t.Errorf("%s: no error", test.name)
		}
	}
}

func TestAnExperimentTravelsAsJSON(t *testing.T) {
	e := own(samples.ByNumber(4))
	e.Seed, e.Epochs, e.Dropout = maxSeed, 3, false
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	var got Experiment
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if d := difference(e, &got); d != "" {
		t.Error(d)
	}
	for _, bad := range []string{`{"link":"train=0"}`, `{"link":"what=0"}`, `{"link":7}`, `{`} {
		if err := json.Unmarshal([]byte(bad), &got); err == nil {
			t.Errorf("%s is accepted", bad)
		}
	}
}

func FuzzParseLink(f *testing.F) {
	for _, s := range samples.All() {
		f.Add(own(s).Link())
	}
	for _, link := range []string{
		"", "#", "sample=6&train=5000&val=1000&test=1000&epochs=20&seed=7&optimizer=sgd&lr=0.01&momentum=0.9&batch=64&augment=&workers=auto&lang=es&lock=optimizer,lr&run=1",
		"train=1e9", "epochs=-1", "batch=0", "lr=NaN", "lr=Inf", "sample=99", "%zz", "lr=100%", "lr=1e400", "a=1&a=1", "lock=", "title=%20a&task=%0A", "task=%F0%9F%91%A9%E2%80%8D%F0%9F%94%AC", "=", "=&=", "model=AAAA", "%F0%28%8C",
		"sample=12&monitor=val_loss&patience=3,4,5", "sample=12&patience=7", "sample=12&monitor=", "sample=5&monitor=loss,accuracy&restore_best=1&min_delta=1e-3",
		"schedule=step&decay_epochs=5&decay_rate=0.5", "schedule=cosine&reduce_lr=0&alpha=0.1&warmup_epochs=3", "schedule=exponential&decay_rate=0.9", "schedule=inverse_time",
		"schedule=piecewise&boundaries=3,5&values=0.1,1e-3", "boundaries=&values=-0", "schedule=polynomial&end_lr=0&power=0.5", "reduce_lr=0.1&reduce_lr_patience=2&cooldown=1&min_lr=1e-5", "min_delta=-0",
		"sample=12&augment=", "augment=flip,shift,rotation,zoom,brightness,cutout", "lr=1e-320", "lr=9.9999999999999999", "seed=9007199254740991", "sample=03",
	} {
		f.Add(link)
	}
	f.Fuzz(func(t *testing.T, link string) {
		e, notices, err := ParseLink(link)
		if err != nil {
			var l *LinkError
			if !errors.As(err, &l) {
				t.Fatalf("error %v is no LinkError", err)
			}
			if n := len(err.Error()); n > 2000 {
				t.Fatalf("the message has %d bytes", n)
			}
			return
		}
		if len(notices) > maxPairs {
			t.Fatalf("%d notices", len(notices))
		}
		if err := e.Check(); err != nil {
			t.Fatalf("%s was accepted: %v", link, err)
		}
		again, notices, err := ParseLink(e.Link())
		if err != nil || len(notices) > 0 {
			t.Fatalf("%s: its link %s: %v %v", link, e.Link(), err, notices)
		}
		if d := difference(e, again); d != "" {
			t.Fatalf("%s: its link %s says something else:\n%s", link, e.Link(), d)
		}
	})
}

// difference compares experiments, networks by their Keras JSON.
func difference(a, b *Experiment) string {
	network := cmp.Comparer(func(a, b *keras.Sequential) bool {
		x, err := a.MarshalJSON()
		if err != nil {
			return false
		}
		y, err := b.MarshalJSON()
		return err == nil && string(x) == string(y)
	})
	type plain Experiment // without MarshalJSON and Link
	return cmp.Diff((*plain)(a), (*plain)(b), network)
}
