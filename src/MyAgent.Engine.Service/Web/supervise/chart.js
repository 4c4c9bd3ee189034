import { make } from "../dom.js";

const width = 480;
const height = 190;
const left = 44;
const bottom = 24;
const top = 10;

/** A bar chart of up to two series, drawn to scale; values that are missing have no bar. */
export function chart(title, labels, series, most = 0) {
  const highest = niceAbove(Math.max(most, ...series.flatMap(one => one.values.map(value => value ?? 0))));
  const y = value => top + (height - top - bottom) * (1 - value / highest);
  const slot = (width - left) / Math.max(1, labels.length);
  const barWidth = Math.max(1, slot * .8 / series.length);
  const picture = draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title });
  for (const value of [0, highest / 2, highest]) {
    picture.append(draw("line", { class: "grid", x1: left, x2: width, y1: y(value), y2: y(value) }));
    picture.append(draw("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, String(Math.round(value * 10) / 10)));
  }
  series.forEach((one, which) => one.values.forEach((value, index) => {
    if (value === null) return;
    const bar = draw("rect", { class: `bar-${which}`, x: left + index * slot + slot * .1 + which * barWidth, y: y(value), width: barWidth, height: Math.max(0, y(0) - y(value)) });
    bar.append(draw("title", {}, `${labels[index]} · ${one.name}: ${Math.round(value * 10) / 10}`));
    picture.append(bar);
  }));
  if (labels.length > 0) {
    picture.append(draw("text", { x: left, y: height - 6 }, labels[0]));
    picture.append(draw("text", { x: width, y: height - 6, "text-anchor": "end" }, labels[labels.length - 1]));
  }
  return make("figure", { class: "chart" }, make("figcaption", {}, title, ...series.flatMap((one, which) =>
    series.length < 2 ? [] : [" ", make("span", { class: `key-${which}` }, `■ ${one.name}`)])), picture);
}

/** The next round number: 1, 2 or 5 times a power of ten. */
function niceAbove(value) {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map(step => step * power).find(step => step >= value);
}

function draw(tag, attributes, text = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}
