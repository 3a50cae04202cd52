// Package recipe holds experiments, and the one table that turns an experiment into a link, a link into an experiment, and both into flags of the
// command line.
//
// An Experiment is what somebody is about to train: a sample's own values with anything replaced. Keys is the table, a row for each key; ParseLink,
// Experiment.Link, Experiment.Check, the flags of nn/cmd/muestra, the page's form, the class link, the comparison and the README's table are all
// driven by it, so a new key is one new row.
//
// Rates and accuracies are fractions unless a name says percent; sizes are numbers of pictures.
package recipe
