// Pictures makes the pack of CIFAR-10 that the page is served with: it is what
// `make data` runs.
//
// It takes the data set from the first of these that is there:
//   - the folder, archive or pack named by -source, or else by the environment
//     variable CIFAR10; if that one is not sound, it ends with an error;
//   - ../shared/cifar10, beside the repository;
//   - the pack itself, if it holds the official data set already;
//   - .cache/cifar-10-binary.tar.gz, which an earlier run downloaded;
//   - the official archive, which it downloads to that place.
//
// An interrupted download goes on where it stopped. With no network and no
// copy it says so in one line, leaves no pack, and ends well: the page then
// uses the synthetic set. A pack that is complete for its source is left alone.
package main
