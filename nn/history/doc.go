// Package history is the record of a run: how far it is (Step), what its epochs came to (Epoch), how it ended (Result). The fit loop makes them,
// workers send them to the page, stores keep them, the page and the command line print them, and all of them check them here.
//
// Losses are in nats per picture, accuracies are fractions, speeds are training pictures per second. NaN is a number that there is none of, such as the
// losses of validation in a run without validation pictures.
//
// Epochs are written in three ways that other programs read, and which stay as they are: as JSON in saved runs, in downloads and in the page's state(),
// as JSON in the lines of the command line and in checkpoints (Line), and as CSV.
package history
