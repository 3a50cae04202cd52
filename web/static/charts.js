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
      if (at && at !== document.body && !at.closest(".controls")) return; // the visitor has moved on
      if (!button.hidden) button.focus({ preventScroll: true });
      else if (performance.now() < until) setTimeout(look, 50);
    };
    look();
  };

  function make(host, legend, options) {
    const accuracy = options.kind === "accuracy";
    const number = new Intl.NumberFormat(options.locale, accuracy ? { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 } : { minimumFractionDigits: 3, maximumFractionDigits: 3 });
    const tick = new Intl.NumberFormat(options.locale, accuracy ? { style: "percent", maximumFractionDigits: 0 } : { maximumFractionDigits: 2 });
    const whole = new Intl.NumberFormat(options.locale, { maximumFractionDigits: 2 });
    let data = [[0], [null], [null], [null]];
    let part = null; // [from, to] that somebody drew out; null for the whole run
    let plot;

    const show = (v) => (v == null ? "–" : number.format(v));

    // The legend stands in the chart's title line: colour, name, value at the cursor or the last one.
    legend.textContent = "";
    const values = ["train", "val"].map((series) => {
      const item = document.createElement("span");
      item.className = "item " + series;
      const name = document.createElement("span");
      name.textContent = options.labels[series];
      const value = document.createElement("b");
      item.append(name, value);
      legend.append(item);
      return value;
    });
    const tell = (idx) => {
      [2, 3].forEach((series, i) => {
        const column = data[series];
        let at = idx == null ? column.length - 1 : idx;
        while (at >= 0 && column[at] == null) at--; // an epoch's value holds until the next
        values[i].textContent = at >= 0 ? show(column[at]) : "–";
      });
    };

    const yRange = (u, min, max) => {
      if (accuracy) {
        const top = Math.max(max ?? 0, options.level ?? 0, 0.2);
        return [0, Math.min(1, Math.ceil(top * 10 + 0.3) / 10)];
      }
      return [0, Math.max(max ?? 2.4, 0.1) * 1.06];
    };

    // The report's test accuracy, as a level to look up to.
    const drawLevel = (u) => {
      if (options.level == null) return;
      const y = Math.round(u.valToPos(options.level, "y", true)) + 0.5;
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
      ctx.fillText(options.levelLabel, left + width - 4 * ratio, y - 3 * ratio);
      ctx.restore();
    };

    const axis = () => ({
      stroke: css("--muted"),
      font: font(400, 12),
      grid: { stroke: css("--line"), width: 1 },
      ticks: { show: false },
    });

    const build = () => {
      if (plot) plot.destroy();
      const line = (series, color, width, points) => ({ stroke: css(color), width, spanGaps: true, points: { show: points, size: 5, fill: css(color) }, label: options.labels[series] });
      plot = new uPlot(
        {
          width: Math.max(host.clientWidth, 100),
          height: Math.max(host.clientHeight, 100),
          padding: [10, 32, 0, 0], // the last tick says what x is
          legend: { show: false },
          scales: {
            x: { time: false, range: () => part || [0, options.epochs] },
            y: { range: yRange },
          },
          axes: [
            { ...axis(), size: 34, incrs: () => (part ? [0.05, 0.1, 0.2, 0.5] : []).concat([1, 2, 5, 10, 20, 50, 100, 200]), values: (u, ticks) => ticks.map((t, i) => (i === ticks.length - 1 && ticks.length > 1 ? `${options.labels.epoch} ` : "") + whole.format(t)) },
            { ...axis(), size: 46, values: (u, ticks) => ticks.map((t) => tick.format(t)) },
          ],
          series: [
            {},
            line("now", "--train-pale", 1, false),
            line("train", "--train", 2, (u, i) => data[2].length < 400),
            line("val", "--val", 2, (u, i) => data[3].length < 400),
          ],
          cursor: {
            sync: { key: "muestra", setSeries: false },
            drag: { x: true, y: false, setScale: false },
            points: { size: 7 },
            bind: {
              dblclick: () => () => {
                part = null;
                plot.setData(data);
                return null;
              },
            },
          },
          hooks: {
            setCursor: [(u) => tell(u.cursor.idx)],
            setSelect: [
              (u) => {
                if (u.select.width < 4) return;
                part = [u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x")];
                u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
                u.setData(data);
              },
            ],
            draw: [drawLevel],
          },
        },
        data,
        host
      );
      tell(null);
    };
    build();

    const sized = new ResizeObserver(() => {
      if (host.clientWidth !== plot.width || host.clientHeight !== plot.height) plot.setSize({ width: Math.max(host.clientWidth, 100), height: Math.max(host.clientHeight, 100) });
    });
    sized.observe(host);
    const theme = matchMedia("(prefers-color-scheme: dark)");
    theme.addEventListener("change", build);

    return {
      set(bytes) {
        const values = new Float64Array(bytes.buffer);
        const n = values.length / 4;
        const column = (k) => Array.from(values.subarray(k * n, (k + 1) * n), (v) => (v === v ? v : null));
        data = n > 0 ? [column(0), column(1), column(2), column(3)] : [[0], [null], [null], [null]];
        if (n === 0) part = null;
        plot.setData(data);
        tell(plot.cursor.idx);
      },
      destroy() {
        sized.disconnect();
        theme.removeEventListener("change", build);
        plot.destroy();
      },
    };
  }
})();
