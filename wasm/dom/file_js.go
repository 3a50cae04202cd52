package dom

// FileOf is a File, or any Blob.
func FileOf(v Value) File { return File{v} }

// Value is the File.
func (f File) Value() Value { return f.value }
