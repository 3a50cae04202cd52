// Package train is the fit loop: epochs over pictures in batches, validation after each epoch, early stopping.
//
// A Run holds everything that decides the result; Fit carries it out and tells what happens as events. What an event says
// is what Keras says: the loss of an epoch is the mean over its batches, weighted by their size, taken in training mode
// while the weights change, with the L2 penalty; val_loss is taken in inference mode after the epoch, penalty included.
// The cross-entropy alone stands beside each. Losses are in nats per picture, accuracies are fractions, speeds are
// training pictures per second.
//
// Callbacks are Keras's: EarlyStopping and ReduceLROnPlateau. Learning-rate schedules are the optimizer's, see optimizers.Schedule. A
// run whose numbers are no longer finite ends with Diverged, which says what to try.
//
// A run can rest: Snapshot takes all it knows between two steps, Restore puts a new Run there, and Fit goes on with the
// same bits as if it had never stopped.
//
// Steps are computed by a Backend, the seam between the loop and the machine: on the processor's own thread here.
// Between any two batches Fit calls the caller's yield function, which may block (pause) or end the run (stop).
// Nothing here depends on the time or on how the steps are computed, so the same Run gives the same weights everywhere.
package train
