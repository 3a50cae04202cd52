// Package lesson is the exercises: predict, try, check, understand.
//
// Lessons are data (table.go): questions, links to train, and pure functions that look at what came of them (check.go). Course is where a visitor
// stands in them.
package lesson
