// A caller to try the engine with: waits in the queue, leaves a message, is called back.
import { get, post, Refused } from "./engine.js";
import { make, show, write } from "./dom.js";
import { attempt, keepTrue, open } from "./page.js";
import { readAll } from "./pages.js";
import { dateTime, language, say, sayWait } from "./text.js";
import { messagePanel } from "./call/message.js";

const remembered = "myagent-call";

/** An estimate changes with time, without an event. */
const estimateMs = 15_000;

open("call", async (current, main) => {
  const queues = current.role === "connector" ? null : await attempt(() => readAll("/v1/queues", "queues")) ?? [];
  const queue = queues === null ? make("input", { id: "queue", required: true, autocomplete: "off", onchange: ask })
    : make("select", { id: "queue", required: true, onchange: ask }, ...queues.map(known => make("option", { value: known.queueId }, known.name)));
  const caller = make("input", { id: "caller", type: "tel", required: true, value: "+33199000001", autocomplete: "off" });
  const quote = make("p", { class: "hint quote", role: "status" });
  const dial = make("form", { onsubmit: begin }, make("label", { for: "queue" }, say("whichQueue")), queue, quote,
    make("label", { for: "caller" }, say("yourNumber")), caller,
    make("div", { class: "buttons" }, make("button", { class: "primary" }, say("callNow"))));
  const place = make("p", { class: "place", role: "status", "aria-live": "polite" });
  const wait = make("p", { class: "wait", role: "status", "aria-live": "polite", hidden: true });
  const aloud = make("input", { id: "aloud", type: "checkbox" });
  const button = (text, kind, action) => make("button", { type: "button", class: kind, onclick: action }, say(text));
  const leave = button("leaveMessage", "", () => send("record"));
  const stay = button("waitOn", "", () => send("resume"));
  const hangUp = button("hangUp", "danger", () => send("hang-up"));
  const again = button("newCall", "primary", () => keep(null));
  const message = messagePanel(act);
  const line = make("div", {}, place, wait, make("label", { class: "check", for: "aloud" }, aloud, say("aloud")), message.element,
    make("div", { class: "buttons" }, leave, stay, hangUp, again));
  let contact = JSON.parse(sessionStorage.getItem(remembered) ?? "null");

  main.append(make("section", { class: "phone" }, make("h1", {}, say("page.call")), dial, line));
  if (queues?.length === 0) dial.replaceChildren(make("p", {}, say("noQueues")));
  if (await attempt(async () => { await refresh(); return true; }) === null) draw();
  if (contact === null) ask();
  const changed = keepTrue(current, "", refresh);
  setInterval(() => {
    if (contact === null) ask();
    else if (isWaiting()) changed().catch(() => { /* the page shows the lost connection */ });
  }, estimateMs);

  async function begin(event) {
    event.preventDefault();
    const made = await attempt(() => post(`/v1/queues/${encodeURIComponent(queue.value.trim())}/contacts`, { media: "call", caller: caller.value.trim() }));
    if (made === null) return;
    keep(made);
    // The answer to a command has no estimate.
    await refresh().catch(() => { /* the page shows the lost connection */ });
  }

  async function act(action) {
    await attempt(action);
    await refresh().catch(() => { /* the page shows the lost connection */ });
  }

  function isWaiting() {
    return contact?.state === "waiting";
  }

  /** How long a call that comes now would wait. */
  async function ask() {
    const asked = queue.value.trim();
    const estimate = asked === "" ? null : await get(`/v1/queues/${encodeURIComponent(asked)}/estimate`).catch(() => null);
    if (asked === queue.value.trim()) write(quote, estimate === null ? "" : sayWait(estimate));
  }

  const send = verb => act(() => post(`/v1/queues/${contact.queueId}/contacts/${contact.contactId}/${verb}`));

  // Keeps a refusal that is shown: only the next attempt removes it.
  async function refresh() {
    if (contact === null) return draw();
    try {
      contact = await get(`/v1/queues/${contact.queueId}/contacts/${contact.contactId}`);
    } catch (failure) {
      if (!(failure instanceof Refused) || ![403, 404].includes(failure.status)) throw failure;
      return keep(null); // A contact of another journal, or of another caller's queue.
    }
    draw();
  }

  function keep(known) {
    contact = known;
    if (known === null) sessionStorage.removeItem(remembered);
    else sessionStorage.setItem(remembered, JSON.stringify({ queueId: known.queueId, contactId: known.contactId }));
    draw();
    if (known === null) ask();
  }

  function draw() {
    const state = contact?.state;
    const live = contact?.kind === "call";
    show(dial, contact === null);
    show(line, contact !== null);
    show(leave, live && state === "waiting");
    show(stay, live && state === "recording");
    show(hangUp, live && ["waiting", "recording", "offered", "engaged"].includes(state));
    show(again, contact !== null && (!live || state === "done"));
    message.update(live && state === "recording" ? contact : null);
    const estimate = isWaiting() ? contact.estimatedWait ?? null : null;
    write(wait, estimate === null ? "" : sayWait(estimate));
    show(wait, estimate !== null);
    const words = contact === null ? "" : wordsFor(contact);
    if (place.textContent !== words) announce(words, wait.textContent);
  }

  function announce(words, more) {
    write(place, words);
    if (!aloud.checked || !words) return;
    const voice = new SpeechSynthesisUtterance(`${words} ${more}`);
    voice.lang = language;
    speechSynthesis.cancel();
    speechSynthesis.speak(voice);
  }
});

/** The position that is told never rises, whatever happens in the queue. */
function wordsFor({ state, kind, positionToSay: position, dueAt }) {
  if (state === "done" || state === undefined) return say("ended");
  if (kind === "callback") {
    return state === "scheduled" ? say("callbackScheduled", { when: dateTime(dueAt) })
      : state === "offered" ? say("callbackRings") : state === "engaged" ? say("callbackEngaged") : say("callbackWaits", { position });
  }
  return state === "recording" ? say("youRecord") : state === "offered" ? say("ringing") : state === "engaged" ? say("speaking") : say("yourPosition", { position });
}
