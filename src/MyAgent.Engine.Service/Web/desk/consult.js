import { make, redraw, show, write } from "../dom.js";
import { attempt } from "../page.js";
import { readAll } from "../pages.js";
import { say } from "../text.js";

/** Asks a queue, or one agent, for advice about the current contact (rule 33). */
export function consultPanel(press, nameOfAgent) {
  const state = make("p", { class: "queue", role: "status" });
  const queue = make("select", { id: "consult-queue" });
  const agent = make("select", { id: "consult-agent" });
  const start = make("button", { class: "consult" }, say("consult"));
  const form = make("form", { class: "consult-form", onsubmit: event => { event.preventDefault(); ask(); } },
    make("div", {}, make("label", { for: "consult-queue" }, say("consultQueue")), queue),
    make("div", {}, make("label", { for: "consult-agent" }, say("consultAgent")), agent), start);
  const end = make("button", { type: "button", class: "end-consult", onclick: () => press("end-consult", { contactId: contact.contactId }) }, say("endConsult"));
  const summary = make("summary", {}, say("consultTitle"));
  const element = make("details", { class: "pop-up consultation", hidden: true }, summary, state, form, end);
  let contact = null;
  let names = new Map();

  const ask = () => press("consult", { queueId: queue.value, agentId: agent.value || null, contactId: contact.contactId });

  /** The queues and agents as they are now: read when the panel opens. */
  async function fill() {
    const [queues, agents] = [await readAll("/v1/destinations", "destinations"), await readAll("/v1/colleagues", "colleagues")];
    names = new Map(queues.map(each => [each.queueId, each.name]));
    const [chosenQueue, chosenAgent] = [queue.value, agent.value];
    redraw(queue, ...queues.map(each => make("option", { value: each.queueId, disabled: !each.open },
      say(each.open ? "consultQueueFree" : "consultQueueClosed", { name: each.name, count: each.agentsAvailable }))));
    redraw(agent, make("option", { value: "" }, say("consultAnyone")), ...agents.filter(each => each.status !== "loggedOut")
      .map(each => make("option", { value: each.agentId }, `${each.name} · ${say(`status.${each.status}`)}`)));
    if (names.has(chosenQueue)) queue.value = chosenQueue;
    if (agents.some(each => each.agentId === chosenAgent)) agent.value = chosenAgent;
  }
  element.addEventListener("toggle", () => { if (element.open) attempt(fill); });

  const sayState = ({ state, agentId, queueId }) => {
    const name = names.get(queueId) ?? queueId;
    return agentId === null ? say("consultWaits", { queue: name }) : say(state === "engaged" ? "consultSpeaks" : "consultRings", { agent: nameOfAgent(agentId) });
  };

  return {
    element,
    update({ contact: current, consultation }) {
      const isNew = current !== null && current.contactId !== contact?.contactId;
      contact = current;
      const can = contact !== null && !contact.over && contact.kind !== "consult";
      show(element, can);
      if (!can) {
        element.open = false;
        return;
      }
      if (isNew) element.open = consultation !== null;
      show(form, consultation === null);
      show(end, consultation !== null);
      show(state, consultation !== null);
      write(state, consultation === null ? "" : sayState(consultation));
    },
  };
}
