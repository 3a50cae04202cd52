// Writes the fixtures that the shared ones lack (RMSprop and average pooling), in their format and by their rules; see
// fixtures/README.md. Pooling is valid, since the oracle's gradient of an average counts pixels outside the picture as
// well, which Keras's does not. With @tensorflow/tfjs@4.22.0 installed beside it: node oracle.cjs fixtures
'use strict';
const fs = require('fs');
const path = require('path');
const tf = require('@tensorflow/tfjs');

function h(seed, t, i) {
  let x = Math.imul(i + 1, 0x9E3779B1) ^ Math.imul(t + 1, 0x85EBCA77) ^ Math.imul(seed, 0xC2B2AE3D);
  x ^= x >>> 15; x = Math.imul(x, 0x2C1B3C6D);
  x ^= x >>> 12; x = Math.imul(x, 0x297A2D39);
  x ^= x >>> 15;
  return (x >>> 8) / 2 ** 24;
}

function range(name, shape) {
  const kind = name.split('/').pop();
  if (kind === 'kernel') {
    const limit = Math.sqrt(3 / shape.slice(0, -1).reduce((a, b) => a * b, 1));
    return [-limit, limit];
  }
  return { gamma: [0.8, 1.2], moving_variance: [0.5, 1.5] }[kind] || [-0.1, 0.1];
}

const layer = (class_name, config) => ({ class_name, config });
const conv = (name, filters, size, config = {}) => layer('Conv2D', {
  name, filters, kernel_size: [size, size], strides: [1, 1], padding: 'same', activation: 'relu', use_bias: true, ...config });
const input = { batch_input_shape: [null, 9, 8, 3] };
const end = layer('Dense', { name: 'dense', units: 10, activation: 'softmax', use_bias: true });
const flatten = layer('Flatten', { name: 'flatten' });
const pool = (config) => layer('AveragePooling2D', { name: 'average_pooling2d', ...config });

const cases = [
  { name: 'rmsprop', seed: 21, batch_size: 16, steps: 4,
    layers: [conv('conv2d', 6, 3, input), pool({ pool_size: [3, 3], strides: [2, 2], padding: 'valid' }), flatten, end],
    optimizer: { class_name: 'RMSprop', config: { learning_rate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false } } },
  { name: 'rmsprop_momentum', seed: 22, batch_size: 16, steps: 4,
    layers: [conv('conv2d', 6, 3, input), pool({ pool_size: [2, 3], strides: [1, 2], padding: 'valid' }), flatten, end],
    optimizer: { class_name: 'RMSprop', config: { learning_rate: 0.002, rho: 0.8, momentum: 0.9, epsilon: 1e-4, centered: false } } },
  { name: 'global_average_pooling', seed: 23, batch_size: 16, steps: 4,
    layers: [conv('conv2d', 8, 3, input), conv('conv2d_1', 12, 3), layer('GlobalAveragePooling2D', { name: 'global_average_pooling2d' }), end],
    optimizer: { class_name: 'SGD', config: { learning_rate: 0.1, momentum: 0.9, nesterov: false } } },
];

// run trains one case, its starting weights multiplied by 1 + perturbation, plus or minus in turn.
async function run(c, perturbation) {
  const model = await tf.models.modelFromJSON({ modelTopology: { class_name: 'Sequential', config: { name: 'sequential', layers: c.layers } } });
  const o = c.optimizer.config;
  const optimizer = c.optimizer.class_name === 'SGD' ? tf.train.momentum(o.learning_rate, o.momentum, o.nesterov)
    : tf.train.rmsprop(o.learning_rate, o.rho, o.momentum, o.epsilon, o.centered);
  model.compile({ optimizer, loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
  const tensors = model.layers.flatMap((l) => l.weights);
  tensors.forEach((w, t) => {
    const [lo, hi] = range(w.originalName, w.shape);
    const values = Float32Array.from({ length: w.shape.reduce((a, b) => a * b, 1) }, (_, i) =>
      Math.fround(lo + (hi - lo) * h(c.seed, t, i)) * (1 + (i % 2 ? perturbation : -perturbation)));
    w.write(tf.tensor(values, w.shape));
  });
  const shape = [c.batch_size, ...input.batch_input_shape.slice(1)];
  const batch = (s) => [
    tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => h(c.seed, 1000 + s, i)), shape),
    tf.tensor(Float32Array.from({ length: c.batch_size }, (_, i) => Math.floor(10 * h(c.seed, 5000 + s, i))), [c.batch_size, 1])];
  const [x, y] = batch(0);
  const predict = () => Array.from(model.predict(x).dataSync());
  const result = ([loss, accuracy]) => ({ loss, accuracy });
  const evaluate = () => result(model.evaluate(x, y, { batchSize: c.batch_size }).map((v) => v.dataSync()[0]));
  const expect = { predict_before: predict(), evaluate_before: evaluate(), steps: [] };
  for (let s = 0; s < c.steps; s++) expect.steps.push(result(await model.trainOnBatch(...batch(s))));
  expect.predict_after = predict();
  expect.weights_after = tensors.map((w) => {
    const v = Array.from(w.read().dataSync());
    return { name: w.originalName, shape: w.shape, n: v.length, sum: v.reduce((a, b) => a + b, 0), sumsq: v.reduce((a, b) => a + b * b, 0),
      first: v.slice(0, 8), last: v.slice(-4) };
  });
  return expect;
}

// tolerance is four times what a perturbation of one in a million changes, and never below the least.
function tolerance(a, b) {
  const t = { loss: 2e-5, output: 2e-5, weight_sum: 1e-4, weight_sumsq: 1e-4, weight: 2e-5 };
  const see = (key, got, want, scale) => { t[key] = Math.max(t[key], 4 * Math.abs(got - want) / scale); };
  a.steps.forEach((s, i) => see('loss', b.steps[i].loss, s.loss, Math.max(1, Math.abs(s.loss))));
  for (const key of ['predict_before', 'predict_after']) a[key].forEach((v, i) => see('output', b[key][i], v, Math.max(1, Math.abs(v))));
  a.weights_after.forEach((w, i) => {
    const p = b.weights_after[i];
    see('weight_sum', p.sum, w.sum, Math.sqrt(w.n * w.sumsq));
    see('weight_sumsq', p.sumsq, w.sumsq, w.sumsq);
    for (const key of ['first', 'last']) w[key].forEach((v, j) => see('weight', p[key][j], v, 1));
  });
  return t;
}

(async () => {
  await tf.setBackend('cpu');
  for (const c of cases) {
    const expect = await run(c, 0);
    const fixture = { name: c.name, seed: c.seed, batch_size: c.batch_size, steps: c.steps,
      model: { class_name: 'Sequential', config: { name: 'sequential', layers: c.layers } },
      compile: { optimizer: c.optimizer, loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] },
      oracle: `TensorFlow.js ${tf.version.tfjs} layers API, CPU backend, float32`,
      params: expect.weights_after.reduce((a, w) => a + w.n, 0), tolerance: tolerance(expect, await run(c, 1e-6)), expect };
    fs.writeFileSync(path.join(process.argv[2], c.name + '.json'), JSON.stringify(fixture, null, 1) + '\n');
  }
})();
