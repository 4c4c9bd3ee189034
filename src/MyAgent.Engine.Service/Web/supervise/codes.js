import { get } from "../engine.js";
import { make, show, write } from "../dom.js";
import { percent, say } from "../text.js";

const figures = [["contacts", "contactsHead"], ["share", "shareHead"], ["byDefault", "byDefaultHead"], ["handleSeconds", "handleHead"], ["wrapUpSeconds", "wrapUpHead"]];

/** How often each wrap-up code of a queue was given in a period. */
export function codeReport() {
  const body = make("tbody");
  const none = make("p", { class: "hint" }, say("noCodes"));
  const table = make("div", { class: "scroll", tabindex: "0", role: "group", "aria-labelledby": "codes-title" }, make("table", {},
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, say("codeHead")), make("th", { scope: "col" }, say("groupHead")),
      ...figures.map(([, head]) => make("th", { scope: "col", class: "number-cell" }, say(head))))), body));
  const title = make("h3", { id: "codes-title" });
  const element = make("section", { "aria-labelledby": "codes-title" }, title, none, table);

  return {
    element,
    async load(queue, name, { from, to }) {
      const rows = await get(`/v1/reports/codes?${new URLSearchParams({ queue, from, to })}`);
      const all = rows.reduce((sum, row) => sum + row.contacts, 0);
      write(title, say("codesOf", { queue: name }));
      body.replaceChildren(...rows.toSorted((one, other) => other.contacts - one.contacts).map(row => make("tr", { "data-code": row.code ?? "" },
        make("th", { scope: "row" }, row.code === null ? say("withoutCode") : row.name ?? row.code), make("td", {}, row.group ?? "–"),
        ...figures.map(([figure]) => make("td", { class: "number-cell" }, cell(figure, { ...row, share: all === 0 ? null : row.contacts / all }))))));
      show(none, rows.length === 0);
      show(table, rows.length > 0);
    },
  };
}

function cell(figure, row) {
  const value = row[figure];
  return value === null ? "–" : figure === "share" ? percent(value) : String(Math.round(value * 10) / 10);
}
