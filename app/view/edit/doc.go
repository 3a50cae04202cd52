// Package edit is the components that change the experiment: the recipe's form, the network's editor, the class link.
package edit
