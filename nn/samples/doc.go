// Package samples holds the thirteen experiments of the report "Redes neuronales CIFAR 10" as data,
// and the one table that turns an experiment into a link, a link into an experiment, and both into
// flags of the command line.
//
// A Sample is what the report did: its network, its recipe, its test accuracy in percent, and for each
// value whether the report states it, the notebook states it, or we assume it. An Experiment is what
// somebody is about to train: a sample's own values with anything replaced. Keys is the table; ParseLink,
// Experiment.Link, Experiment.Check and the flags of nn/cmd/muestra are all driven by it, so a new key is
// one new row.
//
// Rates and accuracies are fractions unless a name says percent; sizes are numbers of pictures.
package samples
