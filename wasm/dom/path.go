package dom

import "strings"

// At is a property of a property … of a global value: At("navigator", "clipboard"). Where there is none of a name it is an ErrMissing.
func At(names ...string) (Value, error) {
	v, err := Global(names[0])
	for i := 1; i < len(names) && err == nil; i++ {
		v, err = get(v, names[i])
		if err == nil && (v.IsUndefined() || v.IsNull()) {
			err = missing(strings.Join(names[:i+1], "."))
		}
	}
	return v, err
}
