// Package optimizers changes weights by their gradients: SGD, Adam and RMSprop, with a fixed learning rate or one of Keras's schedules.
package optimizers
