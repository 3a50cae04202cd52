// Package say writes what people read: texts in Spanish and English, and numbers, times and sizes as each language has them.
//
// A Speaker has the language; whatever speaks has a Speaker.
package say
