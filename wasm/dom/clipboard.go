package dom

// Copy puts a text on the clipboard and tells done whether that has worked. A browser has no clipboard for pages that came over an insecure connection,
// and may want to be asked for permission. It has to be called at once after what the visitor has pressed.
func Copy(text string, done func(error)) {
	clipboard, err := At("navigator", "clipboard")
	if err != nil {
		done(err)
		return
	}
	promise, err := Call(clipboard, "writeText", text)
	if err != nil {
		done(err)
		return
	}
	then(promise, func(_ Value, err error) { done(err) })
}
