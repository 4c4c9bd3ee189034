import { make } from "./dom.js";
import { now } from "./engine.js";
import { showHistory } from "./history.js";
import { clock, say, sayCaller } from "./text.js";

/** A waiting list as buttons, each of which shows its contact's history; more(contact) may add another button. */
export const waitingList = (queue, waiting, more = () => null) => list(waiting, "button", contact => (
  { type: "button", "data-key": `waiting-${contact.contactId}`, onclick: () => showHistory(queue, contact.contactId) }), more);

/** A waiting list for those who may not see the histories. */
export const plainWaitingList = waiting => list(waiting, "div", () => ({}), () => null);

function list(waiting, tag, attributes, more) {
  return make("ol", { class: "waiting-list" }, ...waiting.map(contact => make("li", {},
    make(tag, { "data-contact": contact.contactId, ...attributes(contact) },
      make("b", { "aria-label": `${say("position")} ${contact.position}` }, String(contact.position)),
      make("span", {}, sayCaller(contact)),
      markOf(contact),
      make("span", { class: "waited", "data-origin": contact.originAt }, waited(contact.originAt))),
    more(contact))));
}

/** Updates the waiting times below an element. */
export function tickWaitingLists(element) {
  for (const time of element.querySelectorAll(".waited")) time.textContent = waited(time.dataset.origin);
}

const waited = origin => clock((now() - Date.parse(origin)) / 1000);

function markOf(contact) {
  if (contact.state === "recording") return make("span", { class: "chip" }, `● ${say("recording")}`);
  return make("span", { class: contact.kind === "callback" ? "chip callback" : "chip" }, (contact.kind === "callback" ? "↩ " : "") + say(`kind.${contact.kind}`));
}
