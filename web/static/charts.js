// The two live charts, drawn with uPlot. The page's program hands over points as bytes (app/curve.go): four columns of 64-bit floats, one after the
// other: x in epochs, the batches right now, the epochs' training means, the epochs' validation. NaN is a gap.
"use strict";

(() => {
  const charts = new Map(); // by the id of the element they fill
  const quiet = matchMedia("(prefers-reduced-motion: reduce)");
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const font = (weight, px) => `${weight} ${px}px ${css("--font")}`;

  // muestra.chart makes a chart in an element, in the place of the one that was there.
  muestra.chart = (plotId, legendId, options) => {
    const host = document.getElementById(plotId);
    const legend = document.getElementById(legendId);
    const before = charts.get(plotId);
    if (before) before.destroy();
    const chart = make(host, legend, options);
    charts.set(plotId, chart);
    return chart;
  };

  // reveal brings a part of the page into view where the screen is too small to show it beside the rest.
  muestra.reveal = (id) => {
    if (matchMedia("(min-width: 800px)").matches) return;
    document.getElementById(id).scrollIntoView({ behavior: quiet.matches ? "auto" : "smooth", block: "start" });
  };

  // handOn moves the keyboard to a button as soon as it is shown, when the one that was pressed has gone and taken the focus with it.
  muestra.handOn = (testid) => {
    const until = performance.now() + 3000;
    const look = () => {
      const button = document.querySelector(`[data-testid="${testid}"]`);
      const at = document.activeElement;
      if (at && at !== document.body && !at.closest(".controls, .choices")) return; // the visitor has moved on
      if (button && !button.hidden) button.focus({ preventScroll: true });
      else if (performance.now() < until) setTimeout(look, 50);
    };
    look();
  };

  // Columns of the data.
  const TRAIN = 2;
  const VAL = 3;
  const nothing = () => [[0], [null], [null], [null]];

  // make returns what the program needs of a chart: set hands over the points, destroy clears up.
  function make(host, legend, options) {
    const chart = { host, options, write: numbers(options), data: nothing(), part: null /* [from, to] that somebody drew out */, plot: null };
    chart.tell = teller(chart, legend);
    const build = () => {
      if (chart.plot) chart.plot.destroy();
      chart.plot = new uPlot(description(chart), chart.data, host);
      chart.tell(null);
    };
    build();

    const sized = new ResizeObserver(() => {
      const { width, height } = size(host);
      if (width !== chart.plot.width || height !== chart.plot.height) chart.plot.setSize({ width, height });
    });
    sized.observe(host);
    const theme = matchMedia("(prefers-color-scheme: dark)");
    theme.addEventListener("change", build);

    return {
      set(bytes) {
        if (bytes.length === 0) chart.part = null;
        chart.data = columns(bytes);
        chart.plot.setData(chart.data);
        chart.tell(chart.plot.cursor.idx);
      },
      destroy() {
        sized.disconnect();
        theme.removeEventListener("change", build);
        chart.plot.destroy();
      },
    };
  }

  const size = (host) => ({ width: Math.max(host.clientWidth, 100), height: Math.max(host.clientHeight, 100) });

  // columns reads the program's bytes.
  function columns(bytes) {
    const values = new Float64Array(bytes.buffer);
    const n = values.length / 4;
    if (n === 0) return nothing();
    return [0, 1, 2, 3].map((k) => Array.from(values.subarray(k * n, (k + 1) * n), (v) => (v === v ? v : null)));
  }

  // numbers write values, ticks and epochs as the language does.
  function numbers({ kind, locale }) {
    const accuracy = kind === "accuracy";
    const format = (how) => {
      const f = new Intl.NumberFormat(locale, how);
      return (v) => f.format(v);
    };
    return {
      value: format(accuracy ? { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 } : { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
      tick: format(accuracy ? { style: "percent", maximumFractionDigits: 0 } : { maximumFractionDigits: 2 }),
      epoch: format({ maximumFractionDigits: 2 }),
    };
  }

  // teller fills the legend, which stands in the chart's title line: colour, name, value. What it returns puts in the values at an index of the
  // data, or the last ones.
  function teller(chart, legend) {
    legend.textContent = "";
    const values = ["train", "val"].map((series) => {
      const item = document.createElement("span");
      item.className = "item " + series;
      const name = document.createElement("span");
      name.textContent = chart.options.labels[series];
      const value = document.createElement("b");
      item.append(name, value);
      legend.append(item);
      return value;
    });
    return (idx) => {
      [TRAIN, VAL].forEach((series, i) => {
        const column = chart.data[series];
        let at = idx == null ? column.length - 1 : idx;
        while (at >= 0 && column[at] == null) at--; // an epoch's value holds until the next
        values[i].textContent = at >= 0 ? chart.write.value(column[at]) : "–";
      });
    };
  }

  // description is what uPlot makes a chart of.
  function description(chart) {
    const { options } = chart;
    const points = (column) => () => chart.data[column].length < 400; // points as long as one can tell them apart
    return {
      ...size(chart.host),
      padding: [10, 32, 0, 0], // the last tick says what x is
      legend: { show: false },
      scales: {
        x: { time: false, range: () => chart.part || [0, options.epochs] },
        y: { range: (u, min, max) => yRange(options, max) },
      },
      axes: axes(chart),
      series: [{}, line(options.labels.now, "--train-pale", 1, false), line(options.labels.train, "--train", 2, points(TRAIN)), line(options.labels.val, "--val", 2, points(VAL))],
      cursor: cursor(chart),
      hooks: {
        setCursor: [(u) => chart.tell(u.cursor.idx)],
        setSelect: [(u) => zoom(chart, u)],
        draw: [(u) => drawLevel(options, u)],
      },
    };
  }

  const line = (label, color, width, points) => ({ label, stroke: css(color), width, spanGaps: true, points: { show: points, size: 5, fill: css(color) } });

  // yRange starts at 0 and leaves room above the highest value, the report's included.
  function yRange({ kind, level }, max) {
    if (kind !== "accuracy") return [0, Math.max(max ?? 2.4, 0.1) * 1.06];
    const top = Math.max(max ?? 0, level ?? 0.5, 0.2);
    return [0, Math.min(1, Math.ceil(top * 10 + 0.3) / 10)];
  }

  // axes are epochs, of which the last tick says that it is one, and values.
  function axes(chart) {
    const plain = () => ({ stroke: css("--muted"), font: font(400, 12), grid: { stroke: css("--line"), width: 1 }, ticks: { show: false } });
    const last = (ticks, i) => i === ticks.length - 1 && ticks.length > 1;
    return [
      {
        ...plain(),
        size: 34,
        incrs: () => (chart.part ? [0.05, 0.1, 0.2, 0.5] : []).concat([1, 2, 5, 10, 20, 50, 100, 200]),
        values: (u, ticks) => ticks.map((t, i) => (last(ticks, i) ? chart.options.labels.epoch + " " : "") + chart.write.epoch(t)),
      },
      { ...plain(), size: 46, values: (u, ticks) => ticks.map(chart.write.tick) },
    ];
  }

  // cursor moves in both charts at once; a double click shows the whole run again.
  function cursor(chart) {
    const whole = () => {
      chart.part = null;
      chart.plot.setData(chart.data);
      return null;
    };
    return { sync: { key: "muestra", setSeries: false }, drag: { x: true, y: false, setScale: false }, points: { size: 7 }, bind: { dblclick: () => whole } };
  }

  // zoom shows the part that was drawn out.
  function zoom(chart, u) {
    if (u.select.width < 4) return;
    chart.part = [u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x")];
    u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    u.setData(chart.data);
  }

  // drawLevel draws the report's test accuracy, as a level to look up to.
  function drawLevel({ level, levelLabel }, u) {
    if (level == null) return;
    const y = Math.round(u.valToPos(level, "y", true)) + 0.5;
    const { left, width } = u.bbox;
    const ratio = devicePixelRatio;
    const ctx = u.ctx;
    ctx.save();
    ctx.strokeStyle = css("--level");
    ctx.lineWidth = ratio;
    ctx.setLineDash([5 * ratio, 4 * ratio]);
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(left + width, y);
    ctx.stroke();
    ctx.fillStyle = css("--muted");
    ctx.font = font(400, 11 * ratio);
    ctx.textAlign = "right";
    ctx.textBaseline = "bottom";
    ctx.fillText(levelLabel, left + width - 4 * ratio, y - 3 * ratio);
    ctx.restore();
  }
})();
