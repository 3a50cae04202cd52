// The charts of the page, as its program asks for them (app/view/charts.go, app/view/side_by_side.go): a run's two, and the comparison's.
import { make } from "./chart.js";
import { drawing } from "./drawing.js";

/** @type {Map<string, import("./chart.js").Chart>} by place */
const charts = new Map();

/**
 * The lines of a run: the batches right now, the epochs' training means, the epochs' validation.
 * @param {ChartOptions["labels"]} labels
 * @returns {ChartLine[]}
 */
const linesOfRun = (labels) => [
  { name: labels.now, colour: "--train-pale", width: 1, restless: true },
  { name: labels.train, colour: "--train", width: 2, points: true, edge: true, legend: { series: "train" } },
  { name: labels.val, colour: "--val", width: 2, points: true, edge: true, legend: { series: "val" } },
];

/**
 * The lines of a comparison: for each run what validation gave and, where that is wanted, training.
 * @param {ComparisonOptions} options
 */
const linesOfRuns = ({ runs, trained }) =>
  runs.flatMap(({ name, place }) => {
    const colour = "--run-" + place;
    /** @type {ChartLine[]} */
    const both = [
      { name, colour, width: 2, points: true, legend: { mark: place } },
      { name, colour, width: 1.2, dash: [5, 4] },
    ];
    return trained ? both : both.slice(0, 1);
  });

muestra.chart = (kind, options) => {
  const before = charts.get(kind);
  before?.destroy();
  const chart = make(kind, { ...options, together: "run" }, linesOfRun(options.labels), before?.options.run === options.run ? before?.part : null);
  charts.set(kind, chart);
  return chart;
};

let compared = ""; // what the comparison was made of

muestra.compare = (options, bytes) => {
  const place = "comparison";
  const before = charts.get(place);
  const same = before?.host.isConnected && compared === JSON.stringify(options);
  if (!same) {
    before?.destroy();
    charts.set(place, make(place, options, linesOfRuns(options)));
    compared = JSON.stringify(options);
  }
  charts.get(place).set(bytes);
};

muestra.chartFile = async (place, type, name) => {
  const text = drawing(charts.get(place));
  if (type === "svg") return muestra.download(name, text, "image/svg+xml");
  const picture = new Image();
  picture.src = "data:image/svg+xml," + encodeURIComponent(text);
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * picture.width;
  canvas.height = 2 * picture.height;
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => muestra.download(name, blob));
};
