// The chart that compares runs, drawn with uPlot. The page's program hands over points as bytes (app/side_by_side.go): columns of 64-bit floats, one
// after the other: the epochs, then for each run what validation gave and, where that is wanted, training. NaN is a gap.
"use strict";

(() => {
  let chart = null; // { host, made: what it was made of, plot, … }
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // muestra.compare draws runs in an element. It makes a new chart only where more has changed than the points.
  muestra.compare = (plotId, legendId, options, bytes) => {
    const host = document.getElementById(plotId);
    const made = JSON.stringify(options);
    const data = columns(bytes, options);
    if (chart && chart.host === host && chart.made === made) {
      chart.data = data;
      chart.plot.setData(data);
      chart.tell(null);
      return;
    }
    if (chart) chart.destroy();
    chart = make(host, document.getElementById(legendId), options, data);
    chart.made = made;
  };

  const lines = (options) => options.runs.flatMap((run, i) => (options.trained ? [{ run, i, training: false }, { run, i, training: true }] : [{ run, i, training: false }]));

  function columns(bytes, options) {
    const values = new Float64Array(bytes.buffer);
    const width = 1 + lines(options).length;
    const n = values.length / width;
    return Array.from({ length: width }, (_, k) => Array.from(values.subarray(k * n, (k + 1) * n), (v) => (v === v ? v : null)));
  }

  function make(host, legend, options, data) {
    const accuracy = options.kind === "accuracy";
    const format = (how) => {
      const f = new Intl.NumberFormat(options.locale, how);
      return (v) => f.format(v);
    };
    const write = {
      value: format(accuracy ? { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 } : { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
      tick: format(accuracy ? { style: "percent", maximumFractionDigits: 0 } : { maximumFractionDigits: 2 }),
      epoch: format({ maximumFractionDigits: 0 }),
    };
    const it = { host, data, plot: null, tell: teller(legend, options, write, () => it.data) };
    const build = () => {
      if (it.plot) it.plot.destroy();
      it.plot = new uPlot(description(it, options, write), it.data, host);
      it.tell(null);
    };
    build();
    const sized = new ResizeObserver(() => {
      const { width, height } = size(host);
      if (width !== it.plot.width || height !== it.plot.height) it.plot.setSize({ width, height });
    });
    sized.observe(host);
    const theme = matchMedia("screen and (prefers-color-scheme: dark)");
    theme.addEventListener("change", build);
    it.destroy = () => {
      sized.disconnect();
      theme.removeEventListener("change", build);
      it.plot.destroy();
    };
    return it;
  }

  const size = (host) => ({ width: Math.max(host.clientWidth, 100), height: Math.max(host.clientHeight, 100) });

  // teller fills the legend: colour, name, value of validation. What it returns puts in the values at an index of the data, or the last ones.
  function teller(legend, options, write, data) {
    legend.textContent = "";
    const values = options.runs.map((run) => {
      const item = document.createElement("span");
      item.className = "item";
      item.dataset.mark = run.place;
      const name = document.createElement("span");
      name.textContent = run.name;
      const value = document.createElement("b");
      item.append(name, value);
      legend.append(item);
      return value;
    });
    return (idx) => {
      for (const [k, line] of lines(options).entries()) {
        if (line.training) continue;
        const column = data()[k + 1];
        let at = idx == null ? column.length - 1 : idx;
        while (at >= 0 && column[at] == null) at--;
        values[line.i].textContent = at >= 0 ? write.value(column[at]) : "–";
      }
    };
  }

  function description(it, options, write) {
    const few = it.data[0].length < 60; // points as long as one can tell them apart
    const axis = () => ({ stroke: css("--muted"), font: `400 12px ${css("--font")}`, grid: { stroke: css("--line"), width: 1 }, ticks: { show: false } });
    const last = (ticks, i) => i === ticks.length - 1 && ticks.length > 1;
    return {
      ...size(it.host),
      padding: [10, 32, 0, 0],
      legend: { show: false },
      scales: {
        x: { time: false, range: (u, min, max) => [0, Math.max(max ?? 1, 1)] },
        y: { range: (u, min, max) => (options.kind === "accuracy" ? [0, Math.min(1, Math.ceil(Math.max(max ?? 0, 0.2) * 10 + 0.3) / 10)] : [0, Math.max(max ?? 2.4, 0.1) * 1.06]) },
      },
      axes: [
        { ...axis(), size: 34, incrs: [1, 2, 5, 10, 20, 50, 100, 200], values: (u, ticks) => ticks.map((t, i) => (last(ticks, i) ? options.epoch + " " : "") + write.epoch(t)) },
        { ...axis(), size: 46, values: (u, ticks) => ticks.map(write.tick) },
      ],
      series: [
        {},
        ...lines(options).map(({ run, training }) => {
          const color = css("--run-" + run.place);
          return { label: run.name, stroke: color, width: training ? 1.2 : 2, dash: training ? [5, 4] : undefined, spanGaps: true, points: { show: few && !training, size: 5, fill: color } };
        }),
      ],
      cursor: { drag: { x: true, y: false }, points: { size: 7 } },
      hooks: { setCursor: [(u) => it.tell(u.cursor.idx)] },
    };
  }
})();
