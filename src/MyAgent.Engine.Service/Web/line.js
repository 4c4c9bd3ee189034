import { make } from "./dom.js";
import { now } from "./engine.js";
import { tellStory } from "./story.js";
import { clock, say, sayCaller } from "./text.js";

/** A waiting line as buttons, each of which tells its contact's story; more(contact) may add what else can be done. */
export function waitingLine(queue, waiting, more = () => null) {
  return make("ol", { class: "line" }, ...waiting.map(contact => make("li", {},
    make("button", { type: "button", "data-contact": contact.contactId, "data-key": `line-${contact.contactId}`, onclick: () => tellStory(queue, contact.contactId) },
      make("b", { "aria-label": `${say("position")} ${contact.position}` }, String(contact.position)),
      make("span", {}, sayCaller(contact)),
      markOf(contact),
      make("span", { class: "waited", "data-origin": contact.originAt }, waited(contact.originAt))),
    more(contact))));
}

/** Brings the waiting times below an element up to now. */
export function tickLines(element) {
  for (const time of element.querySelectorAll(".waited")) time.textContent = waited(time.dataset.origin);
}

const waited = origin => clock((now() - Date.parse(origin)) / 1000);

function markOf(contact) {
  if (contact.state === "recording") return make("span", { class: "chip" }, `● ${say("recording")}`);
  return make("span", { class: contact.kind === "callback" ? "chip callback" : "chip" }, (contact.kind === "callback" ? "↩ " : "") + say(`kind.${contact.kind}`));
}
