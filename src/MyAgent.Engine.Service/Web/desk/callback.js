import { make, show, write } from "../dom.js";
import { say } from "../text.js";
import { now } from "../engine.js";

const hourMs = 3_600_000;

/** The steps of a callback: play the message, call the number, record the outcome. */
export function callbackPanel(press) {
  const sound = make("audio", { controls: true, preload: "metadata", "aria-label": say("voiceMessage") });
  const silent = make("p", { class: "hint" }, say("noMessage"));
  const number = make("a", { class: "number" });
  const done = make("button", { type: "button", class: "primary", onclick: () => press("complete-callback", { contactId: contact.contactId }) }, say("completed"));
  const due = make("input", { id: "due", type: "datetime-local", required: true });
  const later = make("form", { class: "schedule", onsubmit: schedule },
    make("label", { for: "due" }, say("callAgainAt")), due, make("button", {}, say("schedule")));
  const outcome = make("fieldset", { class: "outcome" }, make("legend", {}, say("stepOutcome")), done, later);
  const element = make("div", { class: "callback", hidden: true },
    make("h3", {}, say("stepHear")), sound, silent,
    make("h3", {}, say("stepCall")), make("p", {}, number), outcome);
  let contact = null;
  let shownFor = null;

  async function schedule(event) {
    event.preventDefault();
    await press("schedule-callback", { dueAt: new Date(due.value).toISOString() });
  }

  function begin() {
    shownFor = contact.contactId;
    show(sound, contact.messageUrl !== null);
    show(silent, contact.messageUrl === null);
    if (contact.messageUrl === null) sound.removeAttribute("src");
    else sound.src = contact.messageUrl;
    due.value = localOf(now() + hourMs);
    due.min = localOf(now());
  }

  return {
    element,
    update(known) {
      contact = known?.kind === "callback" ? known : null;
      show(element, contact !== null);
      if (contact === null) {
        if (shownFor !== null) sound.pause();
        shownFor = null;
        return;
      }
      if (shownFor !== contact.contactId) begin();
      // The browser does not itself retry what it could not load while the connection was lost.
      else if (sound.error !== null && contact.messageUrl !== null) sound.src = contact.messageUrl;
      write(number, contact.number ?? "");
      number.href = `tel:${(contact.number ?? "").replace(/[^+0-9]/g, "")}`;
      show(outcome, contact.outcome === null && contact.dueAt === null);
    },
  };
}

/** An instant as the field for a date and time takes it: the clock on this wall, to the minute. */
function localOf(milliseconds) {
  const at = new Date(milliseconds);
  return new Date(milliseconds - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
