// Package samples holds the thirteen experiments of the report "Redes neuronales CIFAR 10" as data.
//
// A Sample is what the report did: its network, its recipe, its test accuracy in percent, and for each value whether the report states it, the
// notebook states it, or we assume it. A Recording is a run of one on the whole of CIFAR-10.
//
// Rates and accuracies are fractions unless a name says percent; sizes are numbers of pictures.
package samples
