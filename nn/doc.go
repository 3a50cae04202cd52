// Package nn describes, builds, trains and stores convolutional networks as Keras does: the same names, arguments, defaults, JSON and
// summary table, and the same numbers.
//
// A Spec is a Keras Sequential model as data. ParseSpec and MarshalJSON read and write Keras's JSON, Summary its table, Validate says in
// words what does not fit, its Rows and TrainingMemory what it costs. New turns a Spec into a Network, whose TrainOnBatch, TestOnBatch and
// PredictOnBatch are Keras's train_on_batch, test_on_batch and predict_on_batch. Optimizers, with the Schedule of their learning rate, read
// and write Keras's JSON as well (see ParseOptimizer). A Checkpoint is a run at rest: ReadCheckpoint and WriteCheckpoint are its file,
// Network.Restore goes on from it with the same bits.
//
// # Shapes and units
//
// Pictures are float32 in [0, 1], [pictures, height, width, channels]; a Shape leaves the pictures out. Convolution kernels are
// [kernel height, kernel width, input channels, filters], dense kernels [features, units]. Gradients are those of the mean loss over the
// batch. The model ends in softmax, and its loss is the cross-entropy, in nats, computed from the logits.
//
// # The same bits everywhere
//
// After the same steps the weights, and so SHA256, are equal on every platform. Products are rounded before they are added, sums have one
// order, those over pictures and pixels are float64, exp and log are our own, and each random stream is derived from what it is for (see
// Stream).
//
// # How a layer is made
//
// One file holds one layer: its configuration, a plain value that is a Layer, and its unit, with weights and the functions forward,
// backwardActivation, backwardWeights and backwardInput. The hot loops are package kernel's.
//
// Outputs of layers and their gradients lie in one arena, planned once for each network: what is not alive at the same time shares its place.
// After the first step nothing is allocated.
package nn
