// Command muestra trains, measures and describes the experiments of package samples on this machine, with the engine that
// the page runs in the browser.
//
//	muestra summary -sample 8
//	muestra train -sample 2 -epochs 3 -seed 1
//	muestra help train
//
// It writes results to standard output and everything else to standard error. It exits with 0, with 1 and a message when
// something cannot be done, and with 2 when the command line itself is wrong. Files appear whole or not at all.
package main
