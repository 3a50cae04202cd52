// Package editor is the experiment that is being edited behind the page: what was given, what cannot be and why, the network, undo.
//
// A recipe is a link (nn/recipe has the table of its keys), so what is shown, what is shared and what is trained cannot differ.
package editor
