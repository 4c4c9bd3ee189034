import { get } from "./engine.js";
import { make, show } from "./dom.js";
import { dateTime, say } from "./text.js";

const shown = 24;

/** A choice among the free callback windows of a queue (rule 39); nothing is shown where there are none. */
export function windowChoice(id, none, changed = () => { }) {
  const select = make("select", { id, onchange: () => changed(select.value !== "") });
  const element = make("div", { class: "windows", hidden: true }, make("label", { for: id }, say("promisedWindow")), select);
  let asked = null;

  return {
    element,
    get value() { return select.value === "" ? null : select.value; },
    /** Reads which windows are free. One that was chosen stays chosen while it is free. */
    async read(queue) {
      const isNew = asked !== queue;
      asked = queue;
      if (isNew) show(element, false);
      const known = await get(`/v1/queues/${encodeURIComponent(queue)}/callback-windows?limit=200`).catch(() => null);
      if (asked !== queue) return;
      const free = (known?.windows ?? []).filter(window => window.free > 0).slice(0, shown);
      const chosen = isNew ? "" : select.value;
      select.replaceChildren(make("option", { value: "" }, say(none)), ...free.map(window => make("option", { value: window.from }, dateTime(window.from))));
      select.value = free.some(window => window.from === chosen) ? chosen : "";
      show(element, free.length > 0);
      changed(select.value !== "");
    },
  };
}
