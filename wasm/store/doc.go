// Package store keeps training runs beyond the page that began them: for each a small Record, which lists and names it, and a checkpoint, the
// bytes of a safetensors file from which it goes on.
//
// A Store is opened on the page, to list, rename and delete runs, and in the worker, which writes checkpoints without a detour through the
// page. IndexedDB is the one that lasts; Memory behaves alike and forgets, for tests.
//
// Record and checkpoint of a run change together or not at all, so that whatever ends the page, a run is there as it was before the save or
// as it is after it. What comes back is not believed before it is checked: sizes, digests and every field of a record.
//
// A database of IndexedDB, muestra, version 1, holds two object stores:
//
//	runs          id                 → the record as JSON
//	checkpoints   [id, 0], [id, 1] … → the checkpoint in pieces of 4 MiB, as ArrayBuffers
//
// Pieces and no Blob, because Safari refuses Blobs there in private windows and loses them in others, and because neither writing nor reading
// then takes the checkpoint's size twice.
//
// WriteBundle puts runs into one file, and OpenBundle reads it elsewhere:
//
//	"muestra\n", then two uint32, little endian: the version, 1, and the number of runs, 1 to 1,000; then for each run
//	a uint32: the bytes of its record; the SHA-256 of its record, 32 bytes
//	its record, JSON as it is kept, with the size and the digest of its checkpoint
//	its checkpoint
//
// Own makes sure that one tab alone trains a run, Estimate and Persist ask for the room that there is. Sizes are bytes.
package store
