package samples

// Mark says where a value comes from.
type Mark byte

const (
	// Stated values are written in the report.
	Stated Mark = 'S'
	// Notebook values are written in the author's notebook of sample 12.
	Notebook Mark = 'N'
	// Assumed values are ours: the report is silent there.
	Assumed Mark = 'A'
)

// String is the letter of the mark: S, N or A.
func (m Mark) String() string { return string(rune(m)) }
