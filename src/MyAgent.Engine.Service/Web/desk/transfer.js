import { make, redraw, show, write } from "../dom.js";
import { attempt } from "../page.js";
import { readAll } from "../pages.js";
import { say } from "../text.js";

/** Transfers the current contact to a queue or an agent, or asks there for advice about it (rule 33). */
export function transferPanel(press, nameOfAgent) {
  const state = make("p", { class: "queue", role: "status" });
  const queue = make("select", { id: "other-queue" });
  const agent = make("select", { id: "other-agent" });
  const last = make("input", { id: "place-new", type: "checkbox" });
  const consult = make("button", { type: "button", class: "consult", onclick: () => send("consult") }, say("consult"));
  const transfer = make("button", { class: "transfer" }, say("transfer"));
  const form = make("form", { class: "transfer-form", onsubmit: event => { event.preventDefault(); send("transfer", { place: last.checked ? "new" : "keep" }); } },
    make("div", {}, make("label", { for: "other-queue" }, say("consultQueue")), queue),
    make("div", {}, make("label", { for: "other-agent" }, say("consultAgent")), agent),
    make("label", { class: "check", for: "place-new" }, last, say("transferLast")), make("div", { class: "buttons" }, transfer, consult));
  const end = make("button", { type: "button", class: "end-consult", onclick: () => press("end-consult", { contactId: contact.contactId }) }, say("endConsult"));
  const handOver = make("button", { type: "button", class: "hand-over", onclick: () => press("complete-transfer", { contactId: contact.contactId }) }, say("handOver"));
  const summary = make("summary", {}, say("transferTitle"));
  const element = make("details", { class: "pop-up transfer", hidden: true }, summary, state, form, make("div", { class: "buttons" }, handOver, end));
  let contact = null;
  let names = new Map();

  const send = (button, more = {}) => press(button, { queueId: queue.value, agentId: agent.value || null, contactId: contact.contactId, ...more });

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
      if (isNew) [element.open, last.checked] = [consultation !== null, false];
      show(consult, consultation === null);
      show(end, consultation !== null);
      show(handOver, consultation?.state === "engaged");
      show(state, consultation !== null);
      write(state, consultation === null ? "" : sayState(consultation));
    },
  };
}
