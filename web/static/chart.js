// One chart of lines over epochs, drawn with uPlot. Points come as bytes: columns of 64-bit floats, one after the other, x in epochs and then each line;
// NaN is a gap. charts.js says which lines there are; drawing.js makes a picture of a chart.

/** @typedef {ReturnType<typeof make>} Chart */

export const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const font = (weight, px) => `${weight} ${px}px ${css("--font")}`;
const byId = (id) => document.getElementById(id);

/**
 * make returns a chart in its place on the page: set hands over the points, lay a recorded run that lies under them, mark the best epoch and the end,
 * smooth how calm the lines are; destroy clears up. A chart that cannot be seen is not drawn.
 * Its place is a name: its elements are plot-name and legend-name, and where there are such, whole-name, a button that shows the whole again, and
 * said-name, for those who hear the page.
 * @param {string} place
 * @param {ChartOptions} options
 * @param {ChartLine[]} lines
 * @param {[number, number] | null} [part] what somebody has drawn out, in epochs
 */
export function make(place, options, lines, part = null) {
  const host = byId("plot-" + place);
  const write = numbers(options);
  const chart = {
    place,
    host,
    options,
    lines,
    part,
    write,
    data: nothing(lines),
    /** @type {[number, number, number][]} epochs of a recorded run: x and two values */
    under: [],
    /** @type {[number, string, string][]} x, words, colour */
    marks: [],
    share: 0, // of what came before in each point
    all: false, // whether all lines are smoothed
    seen: true,
    stale: false,
    /** @type {[number, string][][]} of the axes: where, and what is written there */
    ticks: [[], []],
    colour: palette(),
    /** @type {uPlot} */
    plot: null,
    /** @type {(idx: number | null) => void} */
    tell: null,
    refresh() {
      if (!(chart.stale = !chart.seen)) chart.plot.setData(smoothed(chart));
      chart.tell(chart.plot.cursor.idx);
    },
    /** @param {[number, number] | null} part */
    zoom(part) {
      chart.part = part;
      const whole = byId("whole-" + place);
      if (whole) whole.hidden = !part;
      chart.refresh();
    },
    /** @param {Uint8Array} bytes */
    set(bytes) {
      const data = columns(bytes, 1 + lines.length);
      chart.data = data[0].length ? data : nothing(lines);
      chart.refresh();
    },
    /** @param {Uint8Array} bytes two values for each epoch, from the first on */
    lay(bytes) {
      const values = new Float64Array(bytes.buffer);
      chart.under = Array.from({ length: values.length / 2 }, (_, i) => [i + 1, values[2 * i], values[2 * i + 1]]);
      chart.refresh();
    },
    /**
     * @param {number} best an epoch, or 0
     * @param {number} end where the run has stopped, or 0
     */
    mark(best, end) {
      chart.marks = [];
      if (best) chart.marks.push([best, `${options.labels.best} ${write.epoch(best)}`, "--val"]);
      if (end) chart.marks.push([end, options.labels.end, "--muted"]);
    },
    /**
     * @param {number} share
     * @param {boolean} all
     */
    smooth(share, all) {
      if (share === chart.share && all === chart.all) return;
      Object.assign(chart, { share, all });
      chart.refresh();
    },
    destroy() {
      forget();
      chart.plot.destroy();
    },
  };
  chart.tell = teller(chart, byId("legend-" + place));
  const build = () => {
    if (chart.plot) chart.plot.destroy();
    chart.colour = palette();
    chart.plot = new uPlot(description(chart), smoothed(chart), host);
    chart.tell(null);
  };
  build();
  const forget = attend(chart, build);
  return chart;
}

const nothing = (lines) => [[0], ...lines.map(() => [null])];

/**
 * attend has a chart follow its place, the theme, the pointer and the keyboard; it returns what ends that.
 * @param {Chart} chart
 * @param {() => void} build
 */
function attend(chart, build) {
  const { host } = chart;
  const ended = new AbortController();
  const { signal } = ended;
  const sized = new ResizeObserver(() => {
    const { width, height } = size(host);
    if (width !== chart.plot.width || height !== chart.plot.height) chart.plot.setSize({ width, height });
  });
  sized.observe(host);
  const seen = new IntersectionObserver((entries) => {
    chart.seen = entries.at(-1).isIntersecting;
    if (chart.seen && chart.stale) chart.refresh();
  });
  seen.observe(host);
  matchMedia("screen and (prefers-color-scheme: dark)").addEventListener("change", build, { signal });
  matchMedia("print").addEventListener("change", build, { signal }); // paper has all charts in view
  host.addEventListener("keydown", (event) => key(chart, event), { signal });
  const whole = byId("whole-" + chart.place);
  if (whole) {
    whole.hidden = !chart.part;
    whole.onclick = () => {
      chart.zoom(null);
      host.focus({ preventScroll: true });
    };
  }
  return () => {
    sized.disconnect();
    seen.disconnect();
    ended.abort();
  };
}

/**
 * key moves the cursor from epoch to epoch and says what is there, and shows less or more.
 * @param {Chart} chart
 * @param {KeyboardEvent} event
 */
function key(chart, event) {
  const u = chart.plot;
  const [from, to] = [u.scales.x.min, u.scales.x.max];
  const at = u.cursor.idx == null ? to : chart.data[0][u.cursor.idx];
  const named = chart.lines.flatMap((line, i) => (line.legend ? [i] : []));
  const epochs = chart.data[0].filter((x, i) => chart.data[1 + named[0]][i] != null && x >= from && x <= to);
  const zoom = (times) => {
    const whole = span(chart);
    const half = Math.max(((to - from) * times) / 2, 0.5);
    const middle = Math.min(Math.max(at, half), Math.max(whole - half, half));
    chart.zoom(2 * half >= whole ? null : [middle - half, middle + half]);
  };
  const go = (x) => {
    if (x === undefined) return;
    u.setCursor({ left: u.valToPos(x, "x"), top: u.bbox.height / devicePixelRatio / 2 });
    const values = named.map((i) => `${chart.lines[i].name} ${valueAt(chart, i, u.cursor.idx)}`);
    byId("said-" + chart.place).textContent = `${chart.options.labels.epoch} ${chart.write.epoch(x)}: ${values.join(", ")}`;
  };
  const keys = {
    ArrowLeft: () => go(epochs.findLast((x) => x < at)),
    ArrowRight: () => go(epochs.find((x) => x > at)),
    Home: () => go(epochs[0]),
    End: () => go(epochs.at(-1)),
    "+": () => zoom(0.5),
    "-": () => zoom(2),
    Escape: () => chart.zoom(null),
  };
  if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  keys[event.key]();
}

const size = (host) => ({ width: Math.max(host.clientWidth, 100), height: Math.max(host.clientHeight, 100) });

// span is how far x goes: as the chart was told, or as far as there are points.
const span = (chart) => chart.options.epochs || Math.max(chart.data[0].at(-1), 1);

/** @returns {number[][]} the program's bytes as columns, with null for a gap */
function columns(bytes, many) {
  const values = new Float64Array(bytes.buffer);
  const n = values.length / many;
  return Array.from({ length: many }, (_, k) => Array.from(values.subarray(k * n, (k + 1) * n), (v) => (v === v ? v : null)));
}

/**
 * smoothed is the data as it is drawn: each point blended with those before, which count less and less.
 * @param {Chart} chart
 */
export function smoothed({ data, lines, share, all }) {
  if (!share) return data;
  const calm = (column) => {
    let [sum, weight] = [0, 0];
    return column.map((v) => {
      if (v == null) return v;
      sum = share * sum + v;
      weight = share * weight + 1;
      return sum / weight;
    });
  };
  return data.map((column, k) => (k && (all || lines[k - 1].restless) ? calm(column) : column));
}

/**
 * numbers write values, ticks and epochs as the language does.
 * @param {ChartOptions} options
 */
function numbers({ locale, kind }) {
  const accuracy = kind === "accuracy";
  /** @param {Intl.NumberFormatOptions} how */
  const format = (how) => {
    const f = new Intl.NumberFormat(locale, how);
    return (v) => f.format(v);
  };
  return {
    value: format(accuracy ? { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 } : { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
    tick: format(accuracy ? { style: "percent", maximumFractionDigits: 0 } : { maximumFractionDigits: 3 }),
    epoch: format({ maximumFractionDigits: 2 }),
  };
}

// valueAt is what a line has come to at an index of the data, or at its end: an epoch's value holds until the next.
function valueAt(chart, line, idx) {
  const values = chart.data[1 + line];
  let at = idx == null ? values.length - 1 : idx;
  while (at >= 0 && values[at] == null) at--;
  return at >= 0 ? chart.write.value(values[at]) : "–";
}

/**
 * teller fills the legend: colour, name, value. What it returns puts in the values at an index of the data, or the last ones.
 * @param {Chart} chart
 * @param {HTMLElement} legend
 */
function teller(chart, legend) {
  legend.textContent = "";
  const item = (name, { series = "", mark = 0 }) => {
    const box = document.createElement("span");
    box.className = series ? "item " + series : "item";
    if (mark) box.dataset.mark = String(mark);
    const label = document.createElement("span");
    label.textContent = name;
    const value = document.createElement("b");
    box.append(label, value);
    legend.append(box);
    return value;
  };
  const values = chart.lines.map((line) => line.legend && item(line.name, line.legend));
  let recorded = null; // there is not always one
  return (idx) => {
    values.forEach((value, i) => value && (value.textContent = valueAt(chart, i, idx)));
    if (!chart.under.length) return;
    recorded ??= item(chart.options.labels.recorded, { series: "recorded" });
    const x = idx == null ? Infinity : Math.floor(chart.data[0][idx] + 1e-9);
    const there = chart.under[Math.min(x, chart.under.length) - 1];
    recorded.textContent = there ? there.slice(1).map(chart.write.value).join(" · ") : "–";
  };
}

// palette reads the theme's colours, each once for a chart: asking for a style costs more than drawing a line.
function palette() {
  const known = {};
  return (name) => (known[name] ??= css(name));
}

/**
 * description is what uPlot makes a chart of.
 * @param {Chart} chart
 * @returns {uPlot.Options}
 */
function description(chart) {
  const { options, colour } = chart;
  // A point has eight pixels at least, so that one can tell them apart.
  const apart = (line) => (u) => chart.data[1 + line].reduce((n, v) => (v == null ? n : n + 1), 0) * 8 <= u.width;
  return {
    ...size(chart.host),
    padding: [10, 32, 0, 0], // the last tick says what x is
    legend: { show: false },
    scales: {
      x: { time: false, range: () => chart.part || [0, span(chart)] },
      y: { distr: options.log ? 3 : 1, range: (u, min, max) => yRange(chart, min, max) },
    },
    axes: axes(chart),
    series: [
      {},
      ...chart.lines.map(({ name, colour: its, width, dash, points }, i) => ({
        label: name,
        stroke: colour(its),
        width,
        dash,
        spanGaps: true,
        points: { show: points ? apart(i) : false, size: 5, fill: colour(its) },
      })),
    ],
    cursor: cursor(chart),
    hooks: {
      setCursor: [(u) => chart.tell(u.cursor.idx)],
      setSelect: [(u) => select(chart, u)],
      drawAxes: [(u) => within(u, () => drawUnder(chart, u))],
      draw: [(u) => drawLevel(chart, u), (u) => drawMarks(chart, u)],
    },
  };
}

/**
 * yRange starts at 0, or below the lowest value on a logarithmic scale, and leaves room above the highest, the report's and the recorded included.
 * @param {Chart} chart
 * @returns {[number, number]}
 */
function yRange(chart, min, max) {
  const { kind, log, level } = chart.options;
  const [from, to] = chart.part || [0, Infinity];
  for (const [x, ...values] of chart.under) {
    if (x < from || x > to) continue;
    max = Math.max(max ?? 0, ...values);
    min = Math.min(min ?? Infinity, ...values);
  }
  if (kind === "accuracy") {
    const least = chart.options.epochs ? 0.5 : 0; // while a run goes on, the scale shall not jump
    const top = Math.max(max ?? 0, level ?? least, 0.2);
    return [0, Math.min(1, Math.ceil(top * 10 + 0.3) / 10)];
  }
  if (log) return [Math.max(min ?? 0.1, 1e-4) * 0.9, Math.max(max ?? 2.4, 1e-3) * 1.1];
  return [0, Math.max(max ?? 2.4, 0.1) * 1.06];
}

// logTicks are round numbers from min to max, a few for each power of ten.
function logTicks(min, max) {
  const steps = max / min > 30 ? [1, 3] : max / min > 4 ? [1, 2, 5] : [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9];
  const ticks = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.log10(max); power++) ticks.push(...steps.map((s) => s * 10 ** power));
  return ticks.filter((t) => t >= min && t <= max);
}

/**
 * axes are epochs, of which the last tick says that it is one, and values. The ticks are kept for drawings.
 * @param {Chart} chart
 * @returns {uPlot.Axis[]}
 */
function axes(chart) {
  const { colour, options } = chart;
  const plain = () => ({ stroke: colour("--muted"), font: font(400, 12), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } });
  const last = (ticks, i) => i === ticks.length - 1 && ticks.length > 1;
  const keep = (axis, ticks, labels) => {
    chart.ticks[axis] = ticks.map((t, i) => [t, labels[i]]);
    return labels;
  };
  /** @type {uPlot.Axis} */
  const y = { ...plain(), size: 46, values: (u, ticks) => keep(1, ticks, ticks.map(chart.write.tick)) };
  if (options.log) Object.assign(y, { splits: (u, axis, min, max) => logTicks(min, max), filter: (u, ticks) => ticks });
  return [
    {
      ...plain(),
      size: 34,
      incrs: () => (chart.part ? [0.05, 0.1, 0.2, 0.5] : []).concat([1, 2, 5, 10, 20, 50, 100, 200]),
      values: (u, ticks) => keep(0, ticks, ticks.map((t, i) => (last(ticks, i) ? options.labels.epoch + " " : "") + chart.write.epoch(t))),
    },
    y,
  ];
}

/**
 * cursor moves in the charts of a run at once; a double click shows all epochs again.
 * @param {Chart} chart
 * @returns {uPlot.Cursor}
 */
function cursor(chart) {
  const whole = () => {
    chart.zoom(null);
    return null;
  };
  return {
    ...(chart.options.together && { sync: { key: chart.options.together, setSeries: false } }),
    drag: { x: true, y: false, setScale: false },
    points: { size: 7 },
    bind: { dblclick: () => whole },
  };
}

// select shows the part that was drawn out.
function select(chart, u) {
  if (u.select.width < 4) return;
  const part = [u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x")];
  u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
  chart.zoom(part);
}

// within draws inside the chart's frame only.
function within(u, draw) {
  const { left, top, width, height } = u.bbox;
  u.ctx.save();
  u.ctx.beginPath();
  u.ctx.rect(left, top, width, height);
  u.ctx.clip();
  draw();
  u.ctx.restore();
}

/**
 * outlines are what lies under the lines, as lists of points in the data's units: the gap between two lines where both have a value, and a recorded
 * run's two lines.
 * @param {Chart} chart
 */
export function outlines(chart) {
  const data = smoothed(chart);
  const [a, b] = chart.lines.flatMap((line, i) => (line.edge ? [data[1 + i]] : []));
  const gap = a ? data[0].flatMap((x, i) => (a[i] == null || b[i] == null ? [] : [[x, a[i], b[i]]])) : [];
  return {
    gap: [...gap.map(([x, y]) => [x, y]), ...gap.reverse().map(([x, , y]) => [x, y])],
    recorded: [1, 2].map((k) => chart.under.map((e) => [e[0], e[k]])),
  };
}

function drawUnder(chart, u) {
  const { ctx } = u;
  const trace = (points) => {
    ctx.beginPath();
    for (const [x, y] of points) ctx.lineTo(u.valToPos(x, "x", true), u.valToPos(y, "y", true));
  };
  const { gap, recorded } = outlines(chart);
  ctx.globalAlpha = 0.12;
  ctx.fillStyle = chart.colour("--val");
  trace(gap);
  ctx.fill();
  ctx.globalAlpha = 0.45;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  recorded.forEach((points, k) => {
    ctx.strokeStyle = chart.colour(k ? "--val" : "--train");
    trace(points);
    ctx.stroke();
  });
}

// drawLevel draws the report's test accuracy, as a level to look up to. Its words are on the left, where curves have not come up to it.
function drawLevel(chart, u) {
  const { level, levelLabel } = chart.options;
  if (level == null) return;
  const y = Math.round(u.valToPos(level, "y", true)) + 0.5;
  const { left, width } = u.bbox;
  stroke(u, chart.colour("--level"), [5, 4], [left, y], [left + width, y]);
  note(chart, u, levelLabel, left + 4 * devicePixelRatio, y - 3 * devicePixelRatio, "left");
}

// drawMarks draws the best epoch and the end.
function drawMarks(chart, u) {
  const { left, top, width, height } = u.bbox;
  const ratio = devicePixelRatio;
  chart.marks.forEach(([x, label, name], i) => {
    const at = Math.round(u.valToPos(x, "x", true)) + 0.5;
    if (at < left || at > left + width) return;
    stroke(u, chart.colour(name), [2, 3], [at, top], [at, top + height]);
    const side = at - left > width / 2 ? "right" : "left";
    note(chart, u, label, at + (side === "right" ? -4 : 4) * ratio, top + height - (4 + 15 * i) * ratio, side);
  });
}

function stroke({ ctx }, colour, dash, from, to) {
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash(dash.map((d) => d * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
  ctx.restore();
}

// note writes a few words over whatever lines are there.
function note({ colour }, { ctx }, text, x, y, align) {
  ctx.save();
  Object.assign(ctx, { fillStyle: colour("--muted"), strokeStyle: colour("--card"), lineWidth: 3 * devicePixelRatio, lineJoin: "round" });
  Object.assign(ctx, { font: font(400, 11 * devicePixelRatio), textAlign: align, textBaseline: "bottom" });
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
  ctx.restore();
}
