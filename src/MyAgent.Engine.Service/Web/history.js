import { get } from "./engine.js";
import { make } from "./dom.js";
import { attempt } from "./page.js";
import { say, timeOfDay } from "./text.js";

/** Shows the history of a contact: what was decided, and for each agent why or why not. */
export async function showHistory(queue, contact) {
  const history = await attempt(() => get(`/v1/queues/${queue}/contacts/${contact}/explain`));
  if (history === null) return;
  const close = make("button", { type: "button", class: "primary", onclick: () => dialog.close() }, say("close"));
  const dialog = make("dialog", { "aria-labelledby": "history-title", onclose: () => dialog.remove() },
    make("h2", { id: "history-title" }, say("history")),
    make("p", { class: "hint" }, [history.kind && say(`kind.${history.kind}`), history.caller, history.contactId].filter(Boolean).join(" · ")),
    make("ol", { class: "history" }, ...history.steps.map(step => make("li", { lang: "en" },
      make("time", { datetime: step.at }, timeOfDay(step.at)), step.what,
      step.agents.length === 0 ? null : make("ul", {}, ...step.agents.map(agent =>
        make("li", { class: agent.chosen ? "chosen" : "" }, `${agent.agentId}: ${agent.reason}`)))))),
    close);
  document.body.append(dialog);
  dialog.showModal();
}
