import { make, redraw } from "../dom.js";
import { showHistory } from "../history.js";
import { dateTime, say, sayCaller } from "../text.js";

const heads = ["callerHead", "numberHead", "queueHead", "stateHead", "dueHead", "attemptsHead", "agentHead"];

/** The callback requests that are still open, with their dates. */
export function callbackTable() {
  const body = make("tbody");
  const element = make("section", { "aria-labelledby": "callbacks-title" }, make("h2", { class: "part", id: "callbacks-title" }, say("callbacks")),
    make("div", { class: "scroll", tabindex: "0", role: "group", "aria-labelledby": "callbacks-title" }, make("table", {},
      make("thead", {}, make("tr", {}, ...heads.map(head => make("th", { scope: "col" }, say(head))))), body)));

  const row = (callback, names) => make("tr", { "data-callback": callback.contactId },
    make("td", {}, make("button", {
      type: "button", "data-key": `callback-${callback.contactId}`, "aria-label": say("explain", { what: sayCaller(callback) }),
      onclick: () => showHistory(callback.queueId, callback.contactId),
    }, sayCaller(callback))),
    ...[callback.number ?? "–", names.get(callback.queueId) ?? callback.queueId, say(`state.${callback.state}`),
      callback.dueAt ? dateTime(callback.dueAt) : "–", String(callback.attempts), callback.agentId ?? "–"].map(text => make("td", {}, text)));

  return {
    element,
    update({ callbacks, names }) {
      redraw(body, ...callbacks.map(callback => row(callback, names)));
      if (callbacks.length === 0) body.append(make("tr", {}, make("td", { colspan: heads.length }, say("noneOpen"))));
    },
  };
}
