package dom

// File is one that the visitor has chosen or dropped.
type File struct{ value Value }

// Text reads it as UTF-8.
func (f File) Text(done func(string, error)) {
	promise, err := Call(f.value, "text")
	if err != nil {
		done("", err)
		return
	}
	then(promise, func(read Value, err error) {
		if err != nil {
			done("", err)
			return
		}
		done(text(read), nil)
	})
}
