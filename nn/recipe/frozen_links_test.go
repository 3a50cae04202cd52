package recipe

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"muestra/nn/samples"
)

var update = flag.Bool("update", false, "write the golden files, and the README's table, anew")

// frozenLinks are links as people have them: in their notes, mails and lessons. Each opens the same experiment for ever.
var frozenLinks = []string{
	"",
	"sample=1&train=5000&val=1000&test=1000&epochs=5&seed=1&run=1",
	"sample=1&train=500&epochs=3&optimizer=sgd&momentum=0&lr=10",
	"sample=2&train=2000&epochs=3",
	"sample=2&train=4000&val=900&test=800&epochs=20&seed=7&optimizer=sgd&lr=0.02&momentum=0.8&nesterov=1&batch=32",
	"sample=3&optimizer=adam&beta_1=0.7&beta_2=0.99&epsilon=1e-5",
	"sample=3&optimizer=rmsprop&rho=0.8&epsilon=1e-5&lr=0.003",
	"sample=4&schedule=step&decay_epochs=3&decay_rate=0.1",
	"sample=4&schedule=exponential&decay_epochs=3&decay_rate=0.9",
	"sample=4&schedule=inverse_time&decay_epochs=2&decay_rate=1",
	"sample=4&schedule=piecewise&lr=0.1&boundaries=02,9&values=0.010,1e-3",
	"sample=4&schedule=polynomial&end_lr=0&power=0.5",
	"sample=4&schedule=cosine&alpha=0.1&warmup_epochs=2",
	"sample=5&reduce_lr=0.5&reduce_lr_patience=4&cooldown=2&min_lr=1e-6",
	"sample=5&early_stopping=false",
	"sample=5&early_stopping=true&monitor=accuracy,val_loss&patience=07,8&min_delta=0.001&restore_best=1",
	"sample=6&augment=flip&workers=3",
	"sample=6&augment=shift:0.20,flip,cutout:10",
	"sample=6&augment=rotation,zoom,brightness,cutout",
	"sample=6&augment=rotation:5.5,zoom:0.3,brightness:1,cutout:32",
	"sample=7&shuffle=false&dropout=0&steps=9",
	"sample=7&augment=flip,shift&batch=1024&workers=auto",
	"sample=8&train=50000&val=0&test=10000&epochs=1000",
	"sample=10&augment=",
	"sample=11&seed=9007199254740991",
	"sample=12&monitor=val_loss,val_accuracy&patience=5,10",
	"sample=12&augment=&early_stopping=0",
	"sample=1&lang=es&lock=optimizer,lr,network&hide=train,runs&title=Grupo%20B&task=Uno%0A+2&lesson=3",
	"sample=0&lang=en&hide=samples,lessons,recipe,network,pictures,predictions,confusion,layers&lesson=10",
	"#sample=1&unknown=3&epochs=2",
	"sample=9",
	"sample=13",
	"sample=uno",
	"train=0",
	"train=1e9",
	"sample=1&lr=0",
	"sample=1&optimizer=lion",
	"sample=1&augment=flip,flip",
	"sample=1&augment=shift:1",
	"sample=1&schedule=piecewise",
	"sample=1&patience=1,2,3",
	"sample=1&epochs=2&epochs=3",
	"sample=1&title=%ff",
	"model=abc",
	"sample=1&lesson=11",
}

// TestFrozenLinksOpenWhatTheyAlwaysOpened holds links of earlier versions to the experiment that they stand for, and wrong ones to their words.
func TestFrozenLinksOpenWhatTheyAlwaysOpened(t *testing.T) {
	links := frozenLinks
	for number := range 13 {
		links = append(links, fmt.Sprintf("sample=%d&train=40000&val=10000&test=10000", number))
	}
	edited := own(samples.ByNumber(4))
	edited.Spec.Layers = edited.Spec.Layers[:len(edited.Spec.Layers)-2]
	edited.Spec.Layers = append(edited.Spec.Layers, own(samples.ByNumber(4)).Spec.Layers[len(edited.Spec.Layers)+1])
	links = append(links, strings.TrimPrefix(edited.Link(), "#"))
	var b strings.Builder
	for _, link := range links {
		fmt.Fprintf(&b, "link %q\n", link)
		e, notices, err := ParseLink(link)
		if err != nil {
			spoken := err.(interface{ In(lang string) string })
			fmt.Fprintf(&b, "  error %s\n  error %s\n", spoken.In("es"), spoken.In("en"))
			continue
		}
		for _, n := range notices {
			fmt.Fprintf(&b, "  notice %+v\n", n)
		}
		fmt.Fprintf(&b, "  opens %q\n", e.Link())
		v := reflect.ValueOf(*e)
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; name != "Spec" {
				fmt.Fprintf(&b, "  %s %v\n", name, v.Field(i).Interface())
			}
		}
		model, err := e.Spec.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "  model %d bytes, SHA-256 %x\n", len(model), sha256.Sum256(model))
	}
	file := filepath.Join("testdata", "frozen_links.golden")
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, all := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	link := ""
	for i := range min(len(got), len(all)) {
		if strings.HasPrefix(all[i], "link ") {
			link = all[i]
		}
		if got[i] != all[i] {
			t.Fatalf("line %d, of %s:\n got %s\nwant %s", i+1, link, got[i], all[i])
		}
	}
	if len(got) != len(all) {
		t.Errorf("%d lines, want %d", len(got), len(all))
	}
}
