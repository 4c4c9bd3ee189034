import { get, now } from "../engine.js";
import { make, show } from "../dom.js";
import { attempt } from "../page.js";
import { beginning, percent, say } from "../text.js";
import { chart } from "./chart.js";
import { codeReport } from "./codes.js";

const dayInSeconds = 86_400;
const columns = [["offered", "arrivals"], ["answered", "answeredHead"], ["abandoned", "abandonedHead"], ["callbacksRequested", "callbacksHead"],
  ["serviceLevel", "levelHead"], ["asaSeconds", "asaHead"], ["handleSeconds", "handleHead"], ["wrapUpSeconds", "wrapUpHead"]];

/** A queue's figures by interval: as charts, as a table and as a file. */
export function reportPanel() {
  const queue = select("queue", []);
  const period = select("period", ["8", "24", "168"].map(hours => [hours, say(`period.${hours}`)]));
  const interval = select("interval", ["900", "3600", "86400"].map(seconds => [seconds, say(`interval.${seconds}`)]));
  interval.value = "3600";
  const save = make("button", { type: "button", onclick: download }, say("download"));
  const charts = make("div", { class: "charts" });
  const codes = codeReport();
  const body = make("tbody");
  const table = make("div", { class: "scroll", tabindex: "0", role: "group", "aria-labelledby": "reports-title" }, make("table", {},
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, say("time")), ...columns.map(([, head]) => make("th", { scope: "col", class: "number-cell" }, say(head))))), body));
  const element = make("section", { class: "reports", "aria-labelledby": "reports-title" }, make("h2", { class: "part", id: "reports-title" }, say("reports")),
    make("div", { class: "choices" }, ...[["whichQueue", queue], ["period", period], ["interval", interval]].map(([text, field]) =>
      make("div", {}, make("label", { for: field.id }, say(text)), field)), save), charts, table, codes.element);
  let rows = [];

  function select(name, options) {
    return make("select", { id: `report-${name}`, onchange: load }, ...options.map(([value, text]) => make("option", { value }, text)));
  }

  async function load() {
    if (!queue.value) return show(element, false);
    const bucket = Number(interval.value);
    const to = Math.ceil(now() / 1000 / bucket) * bucket;
    const asked = { from: new Date((to - Math.max(bucket, period.value * 3600)) * 1000).toISOString(), to: new Date(to * 1000).toISOString(), bucketSeconds: bucket };
    const figures = await attempt(() => get(`/v1/reports/queues?${new URLSearchParams(asked)}`));
    if (figures === null) return;
    rows = figures.filter(row => row.queueId === queue.value);
    draw(bucket);
    await attempt(() => codes.load(queue.value, queue.selectedOptions[0].text, asked));
  }

  function draw(bucket) {
    const labels = rows.map(row => beginning(row.from, bucket >= dayInSeconds));
    const of = (name, key, scale = 1) => ({ name: say(key), values: rows.map(row => row[name] === null ? null : row[name] * scale) });
    charts.replaceChildren(
      chart(say("arrivals"), labels, [of("offered", "offeredCount"), of("abandoned", "abandonedCount")]),
      chart(say("serviceLevelChart"), labels, [of("serviceLevel", "levelHead", 100)], 100),
      chart(say("waitChart"), labels, [of("asaSeconds", "meanWait"), of("longestWaitSeconds", "longest")]),
      chart(say("handleChart"), labels, [of("handleSeconds", "handle"), of("wrapUpSeconds", "wrapUpKey")]));
    body.replaceChildren(...rows.map((row, index) => make("tr", {}, make("th", { scope: "row" }, labels[index]),
      ...columns.map(([name]) => make("td", { class: "number-cell" }, cell(name, row[name]))))));
  }

  function download() {
    const names = Object.keys(rows[0] ?? {});
    const text = [names, ...rows.map(row => names.map(name => row[name] ?? ""))].map(line => line.join(",")).join("\r\n") + "\r\n";
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    make("a", { href: address, download: `${queue.value}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  return {
    element,
    load,
    know(queues) {
      if (queue.options.length === queues.length) return;
      const chosen = queue.value;
      queue.replaceChildren(...queues.map(known => make("option", { value: known.queueId }, known.name)));
      if (chosen) queue.value = chosen;
      show(element, queues.length > 0);
      if (chosen === "" && element.isConnected) load();
    },
  };
}

const cell = (name, value) => value === null ? "–" : name === "serviceLevel" ? percent(value) : String(Math.round(value * 10) / 10);
