package say

// Speaker writes texts and numbers in a language.
type Speaker struct {
	Lang string // "es" or "en"
}
