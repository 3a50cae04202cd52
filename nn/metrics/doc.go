// Package metrics says what the results of a training amount to: confusion matrices with the scores of each class, and a verdict on how a run
// learns. It computes and has no words for people; the page and the command line put them.
package metrics
