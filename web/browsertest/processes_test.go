package browsertest

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"
)

// processes are those of the tab's browser.
func (b *tab) processes() []*systeminfo.ProcessInfo {
	b.t.Helper()
	info, err := chromedp.CallBrowser(b.ctx, systeminfo.GetProcessInfo, cdp.Empty{})
	if err != nil {
		b.t.Fatal(err)
	}
	return info.ProcessInfo
}

// memory is what processes of a type, or all of them where it is "", take of the machine's, in MB: what they share counts in parts. 0 where
// the machine does not say.
func (b *tab) memory(kind string) float64 {
	b.t.Helper()
	total := 0.0
	for _, p := range b.processes() {
		if kind != "" && p.Type != kind {
			continue
		}
		rollup, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", p.ID))
		if err != nil {
			continue // it has just ended
		}
		for lines := bufio.NewScanner(bytes.NewReader(rollup)); lines.Scan(); {
			if name, value, _ := strings.Cut(lines.Text(), ":"); name == "Pss" {
				kilobytes, _, _ := strings.Cut(strings.TrimSpace(value), " ")
				n, err := strconv.ParseFloat(kilobytes, 64)
				if err != nil {
					b.t.Fatal(err)
				}
				total += n / 1000
			}
		}
	}
	return total
}

// effort is how long the machine's cores and the browser have worked until now, in seconds.
type effort struct {
	at           time.Time
	all, browser float64
}

func (b *tab) effort() effort {
	b.t.Helper()
	e := effort{at: time.Now()}
	for _, p := range b.processes() {
		e.browser += p.CPUTime
	}
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		return e // as if there were nobody else
	}
	line, _, _ := strings.Cut(string(stat), "\n")
	for i, text := range strings.Fields(line)[1:8] { // in hundredths: user, nice, system, idle, iowait, irq, softirq
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			b.t.Fatal(err)
		}
		if i != 3 && i != 4 {
			e.all += n / 100
		}
	}
	return e
}

// others is how many cores programs other than the browser have kept busy since before.
func (e effort) others(before effort) float64 {
	return max(0, (e.all-before.all)-(e.browser-before.browser)) / e.at.Sub(before.at).Seconds()
}
