// Package data reads the pictures a network trains on, and hands them out in
// one fixed order, whatever they came from.
//
// A picture is 32 × 32 pixels of red, green and blue, 3,072 bytes, row by row
// and the three colours of a pixel side by side ([height, width, channels], as
// Keras holds them). A network sees them as float32, divided by 255 and
// nothing else.
//
// A [Set] has two splits, Train and Test, each a [Pictures]. Open reads one from
//   - a folder with the six .bin files of CIFAR-10's binary version,
//   - the official archive of that folder, a .tar.gz,
//   - a pack: a folder of PNG sprites of 1,000 pictures each and a pack.json.
//
// [OpenPack] reads a pack from anywhere, sprite by sprite, as a browser does,
// and [Synthetic] draws a set from a seed where there is none to be had.
//
// # Canonical order
//
// Whatever the source, picture k of a split is the ⌊k/10⌋-th, in file order, of
// class k mod 10. So the label of picture k is k mod 10, and any first n
// pictures hold each class equally often. [TrainIndices], [ValIndices] and
// [TestIndices] say which pictures of that order an experiment uses, and
// [Order] in which order an epoch visits them.
//
// # Augmentation
//
// An [Augmenter] varies pictures while a network trains, as Keras's
// ImageDataGenerator does: an [Augmentation] holds the ranges, a [Variation] is
// what was drawn for one picture. Pixels outside a picture are those of its
// edge, places between pixels are blended from the four around them.
//
// # Digest
//
// A split is cut into runs of 1,000 pictures (the last may be shorter). The
// digest of a run is the SHA-256 over its pictures, each as its label, one
// byte, followed by its 3,072 bytes. [Set].Digest is the SHA-256 over a text
// that lists the class names and the digests of all runs. It depends on the
// pictures and their order alone, so folder, archive and pack agree on it, and
// a pack can prove each sprite by itself.
package data
