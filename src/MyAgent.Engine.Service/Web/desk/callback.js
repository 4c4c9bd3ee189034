import { make, show, write } from "../dom.js";
import { duration, say } from "../text.js";
import { now } from "../engine.js";
import { windowChoice } from "../windows.js";

const hourMs = 3_600_000;
const causes = ["noAnswer", "busy", "voicemail", "unreachable", "wrongNumber"];

/** The steps of a callback: play the message, call the number, record the outcome. */
export function callbackPanel(press, settingsOf) {
  const sound = make("audio", { controls: true, preload: "metadata", "aria-label": say("voiceMessage") });
  const silent = make("p", { class: "hint" }, say("noMessage"));
  const number = make("a", { class: "number" });
  const done = make("button", { type: "button", class: "primary", onclick: () => press("complete-callback", { contactId: contact.contactId }) }, say("completed"));
  const due = make("input", { id: "due", type: "datetime-local", required: true });
  const own = make("input", { id: "own", type: "checkbox" });
  const promised = windowChoice("window", "anyTime", isChosen => { due.disabled = isChosen; });
  const later = make("form", { class: "schedule", onsubmit: schedule },
    make("label", { for: "due" }, say("callAgainAt")), due, promised.element, make("label", { class: "check", for: "own" }, own, say("ownCallback")), make("button", {}, say("schedule")));
  const cause = make("select", { id: "cause", onchange: drawCause }, ...causes.map(each => make("option", { value: each }, say(`cause.${each}`))));
  const next = make("input", { id: "next-attempt", type: "datetime-local", "aria-describedby": "after-cause" });
  const nextField = make("div", {}, make("label", { for: "next-attempt" }, say("nextAttempt")), next);
  const after = make("p", { id: "after-cause", class: "hint" });
  const failed = make("form", { class: "schedule failed", onsubmit: fail },
    make("div", {}, make("label", { for: "cause" }, say("notReachedBecause")), cause), nextField, make("button", {}, say("notReached")), after);
  const outcome = make("fieldset", { class: "outcome" }, make("legend", {}, say("stepOutcome")), done, later, failed);
  const element = make("div", { class: "callback", hidden: true },
    make("h3", {}, say("stepHear")), sound, silent,
    make("h3", {}, say("stepCall")), make("p", {}, number), outcome);
  let contact = null;
  let shownFor = null;

  async function schedule(event) {
    event.preventDefault();
    const queue = contact.queueId;
    const date = promised.value === null ? { dueAt: new Date(due.value).toISOString() } : { window: promised.value };
    // A window that another has booked meanwhile is refused: the free ones are read again.
    if (await press("schedule-callback", { ...date, own: own.checked }) === null) await promised.read(queue);
  }

  async function fail(event) {
    event.preventDefault();
    const dueAt = nextField.hidden || !next.value ? null : new Date(next.value).toISOString();
    await press("fail-callback", { contactId: contact.contactId, cause: cause.value, dueAt });
  }

  /** What follows the cause (rule 37): the queue's rule for it, or else a date that the agent gives. */
  function drawCause() {
    const rule = settingsOf(contact.queueId)?.callbacks.retry?.[cause.value] ?? null;
    const isLast = cause.value === "wrongNumber";
    show(nextField, !isLast);
    next.required = !isLast && rule === null;
    write(after, isLast ? say("noFurtherAttempt") : rule === null ? say("dateNeeded") : say("dateByRule", { time: duration(rule.delaySeconds), attempts: rule.attempts }));
  }

  function begin() {
    shownFor = contact.contactId;
    show(sound, contact.messageUrl !== null);
    show(silent, contact.messageUrl === null);
    if (contact.messageUrl === null) sound.removeAttribute("src");
    else sound.src = contact.messageUrl;
    due.value = localOf(now() + hourMs);
    due.min = localOf(now());
    own.checked = false;
    cause.value = causes[0];
    next.value = "";
    next.min = due.min;
    drawCause();
    promised.read(contact.queueId);
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
