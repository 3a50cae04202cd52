package recipe

// Text is one sentence in the page's two languages.
type Text struct{ ES, EN string }

// In returns the sentence in Spanish for "es" and in English otherwise.
func (t Text) In(lang string) string {
	if lang == "es" {
		return t.ES
	}
	return t.EN
}
