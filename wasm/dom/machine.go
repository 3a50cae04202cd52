package dom

// Cores is how many threads run at a time, 0 where the browser does not say.
func Cores() int { return int(says("navigator", "hardwareConcurrency")) }

// Memory is that of the machine in gigabytes, rounded and never more than 8; 0 where the browser does not say, as all but Chromium.
func Memory() float64 { return says("navigator", "deviceMemory") }

// Heap is the memory in bytes that the page takes, 0 where the browser does not say, as all but Chromium.
func Heap() int64 { return int64(says("performance", "memory", "usedJSHeapSize")) }

func says(names ...string) float64 {
	v, err := At(names...)
	if err != nil {
		return 0
	}
	return number(v)
}

// Languages are the tags of those that the visitor reads, the dearest first.
func Languages() []string {
	list, err := At("navigator", "languages")
	if err != nil {
		return nil
	}
	length, err := get(list, "length")
	if err != nil {
		return nil
	}
	all := make([]string, int(number(length)))
	for i := range all {
		all[i] = text(list.Index(i))
	}
	return all
}
