// A chart as a picture: SVG, with its title and a legend.
import { outlines, smoothed } from "./chart.js";

/** @param {import("./chart.js").Chart} chart */
export function drawing(chart) {
  const { plot: u, colour, options } = chart;
  const data = smoothed(chart);
  if (chart.stale) u.setData(/** @type {uPlot.AlignedData} */ (data)); // one that cannot be seen has not followed
  const head = 34;
  const ratio = devicePixelRatio;
  const box = Object.fromEntries(Object.entries(u.bbox).map(([k, v]) => [k, v / ratio]));
  const px = (x) => (box.left + u.valToPos(x, "x")).toFixed(1);
  const py = (y) => (box.top + u.valToPos(y, "y")).toFixed(1);
  const text = (x, y, words, how = "") => `<text x="${x}" y="${y}" fill="${colour("--muted")}" stroke="${colour("--card")}" stroke-width="3" stroke-linejoin="round" paint-order="stroke" ${how}>${escape(words)}</text>`;
  const path = (points, how) => (points.length ? `<path d="M${points.map(([x, y]) => px(x) + " " + py(y)).join("L")}" ${how}/>` : "");
  const straight = (x1, y1, x2, y2, how) => `<path d="M${x1} ${y1}L${x2} ${y2}" ${how}/>`;
  const [right, bottom] = [box.left + box.width, box.top + box.height];

  const lines = chart.lines.map((line, k) => {
    const points = data[0].flatMap((x, i) => (data[1 + k][i] == null ? [] : [[x, data[1 + k][i]]]));
    const dash = line.dash ? ` stroke-dasharray="${line.dash.join(" ")}"` : "";
    return path(points, `stroke="${colour(line.colour)}" stroke-width="${line.width}" stroke-linejoin="round"${dash}`);
  });
  const { gap, recorded } = outlines(chart);
  const parts = [
    ...chart.ticks[0].map(([x, label]) => straight(px(x), box.top, px(x), bottom, `stroke="${colour("--line")}"`) + text(px(x), bottom + 18, label, 'text-anchor="middle"')),
    ...chart.ticks[1].map(([y, label]) => straight(box.left, py(y), right, py(y), `stroke="${colour("--line")}"`) + text(box.left - 6, +py(y) + 4, label, 'text-anchor="end"')),
    `<g clip-path="url(#f)">`,
    path(gap, `fill="${colour("--val")}" fill-opacity="0.12" stroke="none"`),
    ...recorded.map((points, k) => path(points, `stroke="${colour(k ? "--val" : "--train")}" stroke-opacity="0.45" stroke-width="1.5"`)),
    ...lines,
    "</g>",
    options.level == null ? "" : straight(box.left, py(options.level), right, py(options.level), `stroke="${colour("--level")}" stroke-dasharray="5 4"`) + text(box.left + 4, +py(options.level) - 4, options.levelLabel),
    ...chart.marks.map(([x, label, name], i) => straight(px(x), box.top, px(x), bottom, `stroke="${colour(name)}" stroke-dasharray="2 3"`) + text(px(x), bottom - 5 - 15 * i, label, +px(x) - box.left > box.width / 2 ? 'dx="-4" text-anchor="end"' : 'dx="4"')),
  ];
  const named = chart.lines.filter((line) => line.legend);
const names = named.map((line) => `<tspan fill="${colour(line.colour)}" font-weight="600">${escape(line.name)}</tspan>`).join("  ");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${u.width}" height="${u.height + head}" viewBox="0 ${-head} ${u.width} ${u.height + head}" font-family="system-ui, sans-serif" font-size="12" fill="none" role="img" aria-label="${escape(options.title)}">
<rect y="${-head}" width="100%" height="100%" fill="${colour("--card")}"/><clipPath id="f"><rect x="${box.left}" y="${box.top}" width="${box.width}" height="${box.height}"/></clipPath>
<text x="12" y="-12" fill="${colour("--ink")}" font-size="15" font-weight="600">${escape(options.title)}</text><text x="${u.width - 12}" y="-12" text-anchor="end" xml:space="preserve">${names}</text>
${parts.join("\n")}
</svg>
`;
}

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
