package browsertest

import (
	"fmt"
	"testing"
)

// keepMany writes records of runs that are done, as JavaScript for inStore: their recipes differ, the last is the newest.
func keepMany(n int) string {
	return fmt.Sprintf(`for (let i = 0; i < %d; i++) {
		const epochs = Array.from({ length: 100 }, (_, e) => ({ epoch: e + 1, loss: 1.25, cross_entropy: 1.125, accuracy: 0.5, val_loss: 1.5,
			val_cross_entropy: 1.5, val_accuracy: 0.4375, images_per_second: 1234.5, seconds: 4.0625 }));
		const sample = i %% 9, at = new Date(Date.UTC(2026, 0, 1) + i * 3600e3).toISOString();
		runs.put(JSON.stringify({ id: "run-" + i, name: "", note: "", starred: false, created: at, updated: at, link: "sample=" + sample + "&epochs=100&seed=" + i,
			sample, dataset: "cifar10", state: "done", epoch: 100, epochs: 100, step: 7900, history: epochs,
			test: { loss: 1.5, cross_entropy: 1.5, accuracy: 0.5 + i / 1000 }, weights_sha256: "ab".repeat(32), bytes: 0, sha256: "" }), "run-" + i);
	}`, n)
}

func TestManyRunsAreListedLittleByLittle(t *testing.T) {
	const many = 60
	p := newProfile(t, visitor{})
	tab := p.open(syntheticSite(t) + "/#sample=1")
	tab.until("ready")
	inStore(tab, keepMany(many))
	tab.reload()
	tab.until("ready")
	tab.logTasks("before the runs are shown")
	tab.turnTo("runs")
	tab.shows("runs-more", "54 left")
	if n := tab.count("run"); n != 6 {
		t.Errorf("%d runs are listed at first", n)
	}
	tab.shows("run", "55.90%") // the newest
	tab.logTasks("with 60 runs")
	for listed := 6; listed < many; {
		tab.click("runs-more")
		listed = min(listed+12, many)
		tab.wait("more rows", func(state) bool { return tab.count("run") == listed })
	}
	if n := tab.count("runs-more"); n != 0 {
		t.Error("there is still more to show")
	}
	tab.logTasks("with all of them listed")
}
