// Package inspect is what the page knows of the inside of networks and of pictures: what it has asked the worker, and the answers.
//
// The panel on the page says in ask what it lacks, whenever something has turned; want sends the question where it is not on its way already.
// Pictures go past the components: those of a panel are one image file, whose address the host has from the screen.
package inspect
