// Package kerascode writes an experiment as a Python program for Keras.
package kerascode
