// The two live charts, drawn with uPlot. The page's program hands over points as bytes (app/curve.go): four columns of 64-bit floats, one after the
// other: x in epochs, the batches right now, the epochs' training means, the epochs' validation. NaN is a gap.
"use strict";

(() => {
  const charts = new Map(); // by kind: "loss", "accuracy"
  const quiet = matchMedia("(prefers-reduced-motion: reduce)");
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const font = (weight, px) => `${weight} ${px}px ${css("--font")}`;
  const byId = (id) => document.getElementById(id);

  // muestra.chart makes a chart of a kind in its place on the page, instead of the one that was there.
  muestra.chart = (kind, options) => {
    const before = charts.get(kind);
    if (before) before.destroy();
    const chart = make(kind, options, before && before.options.run === options.run ? before.part : null);
    charts.set(kind, chart);
    return chart;
  };

  // chartFile hands the visitor a chart as a picture: SVG, or PNG made from it.
  muestra.chartFile = async (plotId, type, name) => {
    const chart = charts.get(plotId.replace("plot-", ""));
    if (chart.stale) chart.plot.setData(smoothed(chart));
    const text = drawing(chart);
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

  // fetchText gets a file of the site and tells done its text, and what went wrong.
  muestra.fetchText = async (file, done) => {
    try {
      const response = await fetch(file);
      if (!response.ok) throw new Error(`${file}: HTTP ${response.status}`);
      const text = await response.text();
      done(text, "");
    } catch (error) {
      done("", String(error.message || error));
    }
  };

  // reveal brings a part of the page into view where the screen is too small to show it beside the rest.
  muestra.reveal = (id) => {
    if (matchMedia("(min-width: 800px)").matches) return;
    byId(id).scrollIntoView({ behavior: quiet.matches ? "auto" : "smooth", block: "start" });
  };

  // handOn moves the keyboard to a button as soon as it is shown, when the one that was pressed has gone and taken the focus with it.
  muestra.handOn = (testid) => {
    const until = performance.now() + 3000;
    const look = () => {
      const button = document.querySelector(`[data-testid="${testid}"]`);
      const at = document.activeElement;
      if (at && at !== document.body && !at.closest(".controls, .choices, .lessons")) return; // the visitor has moved on
      if (button && !button.hidden) button.focus({ preventScroll: true });
      else if (performance.now() < until) setTimeout(look, 50);
    };
    look();
  };

  // Columns of the data.
  const NOW = 1;
  const TRAIN = 2;
  const VAL = 3;
  const nothing = () => [[0], [null], [null], [null]];

  // make returns a chart: set hands over the points, lay a recorded run that lies under them, mark the best epoch and the end, smooth how calm the
  // lines are; destroy clears up. A chart that cannot be seen is not drawn.
  function make(kind, options, part) {
    const host = byId("plot-" + kind);
    const chart = { kind, host, options, part /* [from, to] that somebody drew out */, data: nothing(), under: [], marks: [], share: 0, all: false, plot: null, seen: true, stale: false };
    chart.write = numbers(options, kind);
    chart.tell = teller(chart, byId("legend-" + kind));
    const build = () => {
      if (chart.plot) chart.plot.destroy();
      chart.colour = palette();
      chart.plot = new uPlot(description(chart), smoothed(chart), host);
      chart.tell(null);
    };
    chart.refresh = () => {
      if (!(chart.stale = !chart.seen)) chart.plot.setData(smoothed(chart));
      chart.tell(chart.plot.cursor.idx);
    };
    chart.zoom = (part) => {
      chart.part = part;
      byId("whole-" + kind).hidden = !part;
      chart.refresh();
    };
    build();
    const forget = attend(chart, build);
    return Object.assign(chart, {
      set(bytes) {
        chart.data = columns(bytes, 4);
        if (chart.data[0].length === 0) chart.data = nothing();
        chart.refresh();
      },
      lay(bytes) {
        const values = new Float64Array(bytes.buffer);
        chart.under = Array.from({ length: values.length / 2 }, (_, i) => [i + 1, values[2 * i], values[2 * i + 1]]);
        chart.refresh();
      },
      mark(best, end) {
        chart.marks = [best && [best, `${options.labels.best} ${chart.write.epoch(best)}`, "--val"], end && [end, options.labels.end, "--muted"]].filter(Boolean);
      },
      smooth(share, all) {
        if (share === chart.share && all === chart.all) return;
        Object.assign(chart, { share, all });
        chart.refresh();
      },
      destroy() {
        forget();
        chart.plot.destroy();
      },
    });
  }

  // attend has a chart follow its place, the theme, the pointer and the keyboard; it returns what ends that.
  function attend(chart, build) {
    const { host, kind } = chart;
    const sized = new ResizeObserver(() => {
      const { width, height } = size(host);
      if (width !== chart.plot.width || height !== chart.plot.height) chart.plot.setSize({ width, height });
    });
    sized.observe(host);
    const seen = new IntersectionObserver(([entry]) => {
      chart.seen = entry.isIntersecting;
      if (chart.seen && chart.stale) chart.refresh();
    });
    seen.observe(host);
    const theme = matchMedia("screen and (prefers-color-scheme: dark)");
    theme.addEventListener("change", build);
    const paper = matchMedia("print"); // has all charts in view
    paper.addEventListener("change", build);
    const press = (event) => key(chart, event);
    host.addEventListener("keydown", press);
    byId("whole-" + kind).onclick = () => {
      chart.zoom(null);
      host.focus({ preventScroll: true });
    };
    byId("whole-" + kind).hidden = !chart.part;
    return () => {
      sized.disconnect();
      seen.disconnect();
      theme.removeEventListener("change", build);
      paper.removeEventListener("change", build);
      host.removeEventListener("keydown", press);
    };
  }

  // key moves the cursor from epoch to epoch and says what is there, and shows less or more.
  function key(chart, event) {
    const u = chart.plot;
    const [from, to] = [u.scales.x.min, u.scales.x.max];
    const at = u.cursor.idx == null ? to : chart.data[0][u.cursor.idx];
    const epochs = chart.data[0].filter((x, i) => chart.data[TRAIN][i] != null && x >= from && x <= to);
    const zoom = (times) => {
      const half = Math.max(((to - from) * times) / 2, 0.5);
      const middle = Math.min(Math.max(at, half), Math.max(chart.options.epochs - half, half));
      chart.zoom(2 * half >= chart.options.epochs ? null : [middle - half, middle + half]);
    };
    const go = (x) => {
      if (x === undefined) return;
      u.setCursor({ left: u.valToPos(x, "x"), top: u.bbox.height / devicePixelRatio / 2 });
      const [train, val] = [TRAIN, VAL].map((c) => valueAt(chart, c, u.cursor.idx));
      const { labels } = chart.options;
      byId("said-" + chart.kind).textContent = `${labels.epoch} ${chart.write.epoch(x)}: ${labels.train} ${train}, ${labels.val} ${val}`;
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

  // columns reads the program's bytes.
  function columns(bytes, many) {
    const values = new Float64Array(bytes.buffer);
    const n = values.length / many;
    return Array.from({ length: many }, (_, k) => Array.from(values.subarray(k * n, (k + 1) * n), (v) => (v === v ? v : null)));
  }

  // smoothed is the data as it is drawn: each point blended with those before, which count less and less.
  function smoothed({ data, share, all }) {
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
    return data.map((column, k) => (k === NOW || (all && k > NOW) ? calm(column) : column));
  }

  // numbers write values, ticks and epochs as the language does.
  function numbers({ locale }, kind) {
    const accuracy = kind === "accuracy";
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
  function valueAt(chart, column, idx) {
    const values = chart.data[column];
    let at = idx == null ? values.length - 1 : idx;
    while (at >= 0 && values[at] == null) at--;
    return at >= 0 ? chart.write.value(values[at]) : "–";
  }

  // teller fills the legend, which stands in the chart's title line: colour, name, value. What it returns puts in the values at an index of the
  // data, or the last ones.
  function teller(chart, legend) {
    const { labels } = chart.options;
    legend.textContent = "";
    const item = (series, name) => {
      const box = document.createElement("span");
      box.className = "item " + series;
      const label = document.createElement("span");
      label.textContent = name;
      const value = document.createElement("b");
      box.append(label, value);
      legend.append(box);
      return value;
    };
    const values = [item("train", labels.train), item("val", labels.val)];
    let recorded = null; // there is not always one
    return (idx) => {
      values.forEach((value, i) => (value.textContent = valueAt(chart, TRAIN + i, idx)));
      if (!chart.under.length) return;
      recorded ??= item("recorded", labels.recorded);
      const x = idx == null ? Infinity : Math.floor(chart.data[0][idx] + 1e-9);
      const there = chart.under[Math.min(x, chart.under.length) - 1];
      recorded.textContent = there ? there.slice(1).map(chart.write.value).join(" · ") : "–";
    };
  }

  // palette reads the theme's colours, once for each chart: asking for a style costs more than drawing a line.
  function palette() {
    const names = ["--train", "--train-pale", "--val", "--muted", "--line", "--level", "--card", "--ink"];
    const all = Object.fromEntries(names.map((name) => [name, css(name)]));
    return (name) => all[name];
  }

  // description is what uPlot makes a chart of.
  function description(chart) {
    const { options, colour } = chart;
    const points = (column) => () => chart.data[column].length < 400; // points as long as one can tell them apart
    const line = (label, name, width, show) => ({ label, stroke: colour(name), width, spanGaps: true, points: { show, size: 5, fill: colour(name) } });
    return {
      ...size(chart.host),
      padding: [10, 32, 0, 0], // the last tick says what x is
      legend: { show: false },
      scales: {
        x: { time: false, range: () => chart.part || [0, options.epochs] },
        y: { distr: options.log ? 3 : 1, range: (u, min, max) => yRange(chart, min, max) },
      },
      axes: axes(chart),
      series: [{}, line(options.labels.now, "--train-pale", 1, false), line(options.labels.train, "--train", 2, points(TRAIN)), line(options.labels.val, "--val", 2, points(VAL))],
      cursor: cursor(chart),
      hooks: {
        setCursor: [(u) => chart.tell(u.cursor.idx)],
        setSelect: [(u) => select(chart, u)],
        drawAxes: [(u) => within(u, () => drawUnder(chart, u))],
        draw: [(u) => drawLevel(chart, u), (u) => drawMarks(chart, u)],
      },
    };
  }

  // yRange starts at 0, or below the lowest value on a logarithmic scale, and leaves room above the highest, the report's and the recorded included.
  function yRange(chart, min, max) {
    const { log, level } = chart.options;
    const [from, to] = chart.part || [0, Infinity];
    for (const [x, ...values] of chart.under) {
      if (x < from || x > to) continue;
      max = Math.max(max ?? 0, ...values);
      min = Math.min(min ?? Infinity, ...values);
    }
    if (chart.kind === "accuracy") {
      const top = Math.max(max ?? 0, level ?? 0.5, 0.2);
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

  // axes are epochs, of which the last tick says that it is one, and values. The ticks are kept for drawings.
  function axes(chart) {
    const { colour, options } = chart;
    const plain = () => ({ stroke: colour("--muted"), font: font(400, 12), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } });
    const last = (ticks, i) => i === ticks.length - 1 && ticks.length > 1;
    chart.ticks = [[], []];
    const keep = (axis, ticks, labels) => {
      chart.ticks[axis] = ticks.map((t, i) => [t, labels[i]]);
      return labels;
    };
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

  // cursor moves in both charts at once; a double click shows the whole run again.
  function cursor(chart) {
    const whole = () => {
      chart.zoom(null);
      return null;
    };
    return { sync: { key: "muestra", setSeries: false }, drag: { x: true, y: false, setScale: false }, points: { size: 7 }, bind: { dblclick: () => whole } };
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

  // pairs are the epochs that have both a training and a validation value.
  const pairs = ([x, , train, val]) => x.flatMap((at, i) => (train[i] == null || val[i] == null ? [] : [[at, train[i], val[i]]]));

  // outlines are what lies under the lines, as lists of points in the data's units: the gap between training and validation, and a recorded run's two
  // lines.
  function outlines(chart) {
    const gap = pairs(smoothed(chart));
    return {
      gap: [...gap.map(([x, train]) => [x, train]), ...gap.reverse().map(([x, , val]) => [x, val])],
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

  // drawing is a chart as SVG, with its title and a legend.
  function drawing(chart) {
    const { plot: u, colour, options } = chart;
    const head = 34;
    const ratio = devicePixelRatio;
    const box = Object.fromEntries(Object.entries(u.bbox).map(([k, v]) => [k, v / ratio]));
    const px = (x) => (box.left + u.valToPos(x, "x")).toFixed(1);
    const py = (y) => (box.top + u.valToPos(y, "y")).toFixed(1);
    const text = (x, y, words, how = "") => `<text x="${x}" y="${y}" fill="${colour("--muted")}" stroke="${colour("--card")}" stroke-width="3" stroke-linejoin="round" paint-order="stroke" ${how}>${escape(words)}</text>`;
    const path = (points, how) => (points.length ? `<path d="M${points.map(([x, y]) => px(x) + " " + py(y)).join("L")}" ${how}/>` : "");
    const straight = (x1, y1, x2, y2, how) => `<path d="M${x1} ${y1}L${x2} ${y2}" ${how}/>`;
    const [right, bottom] = [box.left + box.width, box.top + box.height];

    const data = smoothed(chart);
    const lines = [[NOW, "--train-pale", 1], [TRAIN, "--train", 2], [VAL, "--val", 2]].map(([k, name, width]) =>
      path(data[0].flatMap((x, i) => (data[k][i] == null ? [] : [[x, data[k][i]]])), `stroke="${colour(name)}" stroke-width="${width}" stroke-linejoin="round"`)
    );
    const { gap, recorded } = outlines(chart);
    const parts = [
      ...chart.ticks[0].map(([x, label]) => straight(px(x), box.top, px(x), bottom, `stroke="${colour("--line")}"`) + text(px(x), bottom + 18, label, 'text-anchor="middle"')),
      ...chart.ticks[1].map(([y, label]) => straight(box.left, py(y), right, py(y), `stroke="${colour("--line")}"`) + text(box.left - 6, +py(y) + 4, label, 'text-anchor="end"')),
      `<g clip-path="url(#f)">`,
      path(gap, `fill="${colour("--val")}" fill-opacity="0.12" stroke="none"`),
      ...recorded.map((points, k) => path(points, `stroke="${colour(k ? "--val" : "--train")}" stroke-opacity="0.45" stroke-width="1.5"`)),
      ...lines,
      "</g>",
      options.level == null ? "" : straight(box.left, py(options.level), right, py(options.level), `stroke="${colour("--level")}" stroke-dasharray="5 4"`) + text(box.left + 4, py(options.level) - 4, options.levelLabel),
      ...chart.marks.map(([x, label, name], i) => straight(px(x), box.top, px(x), bottom, `stroke="${colour(name)}" stroke-dasharray="2 3"`) + text(px(x), bottom - 5 - 15 * i, label, px(x) - box.left > box.width / 2 ? 'dx="-4" text-anchor="end"' : 'dx="4"')),
    ];
    const names = ["train", "val"].map((k) => `<tspan fill="${colour("--" + k)}" font-weight="600">${escape(options.labels[k])}</tspan>`).join("  ");
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${u.width}" height="${u.height + head}" viewBox="0 ${-head} ${u.width} ${u.height + head}" font-family="system-ui, sans-serif" font-size="12" fill="none" role="img" aria-label="${escape(options.title)}">
<rect y="${-head}" width="100%" height="100%" fill="${colour("--card")}"/><clipPath id="f"><rect x="${box.left}" y="${box.top}" width="${box.width}" height="${box.height}"/></clipPath>
<text x="12" y="-12" fill="${colour("--ink")}" font-size="15" font-weight="600">${escape(options.title)}</text><text x="${u.width - 12}" y="-12" text-anchor="end" xml:space="preserve">${names}</text>
${parts.join("\n")}
</svg>
`;
  }

  const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
})();
