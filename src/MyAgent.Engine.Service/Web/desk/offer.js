import { make, show, write } from "../dom.js";
import { clock, say, sayFrom, sayTransferred } from "../text.js";
import { dataPanel } from "./data.js";

/** The reasons for a rejection, the default first. A desk cannot report noAnswer. */
const reasons = ["declined", "busy", "unreachable"];

/** Pops up while a contact is offered. */
export function offerPanel(press, nameOf, nameOfAgent) {
  const title = make("h2", { id: "offer-title", tabindex: "-1" });
  const caller = make("p", { class: "caller" });
  const queue = make("p", { class: "queue" });
  const data = dataPanel();
  const time = make("p", { class: "ring", role: "timer", "aria-live": "off" });
  const bar = make("progress", { class: "ring-bar", max: "1", value: "1", "aria-label": say("ringTime") });
  const accept = make("button", { type: "button", class: "accept", onclick: () => press("accept", { offerId: offer.offerId }) }, say("accept"));
  const reject = make("button", { type: "button", class: "reject", onclick: () => press("reject", { offerId: offer.offerId, reason: reason.value }) }, say("reject"));
  const reason = make("select", { id: "reject-reason" }, ...reasons.map(each => make("option", { value: each }, say(`reason.${each}`))));
  const why = make("div", { class: "why" }, make("label", { for: "reject-reason" }, say("rejectReason")), reason);
  const element = make("section", { class: "pop-up offer", role: "alertdialog", "aria-labelledby": "offer-title", "aria-describedby": "offer-what", hidden: true },
    title, make("div", { id: "offer-what" }, caller, queue), data.element, time, bar, make("div", { class: "buttons" }, accept, reject), why);
  let offer = null;
  let rings = 0;

  return {
    element,
    update(agent) {
      const isNew = agent.offer !== null && agent.offer.offerId !== offer?.offerId;
      offer = agent.offer;
      show(element, offer !== null);
      data.update(offer);
      if (offer === null) return;
      write(title, say("offer", { kind: say(`kind.${offer.kind}`) }));
      write(caller, sayFrom(offer, nameOfAgent));
      write(queue, say("fromQueue", { queue: nameOf(offer.queueId) }) + sayTransferred(offer, nameOfAgent));
      rings = (Date.parse(offer.expiresAt) - Date.parse(agent.since)) / 1000;
      if (isNew) reason.value = reasons[0];
      // A fax and an e-mail need no telephone.
      show(why, ["call", "callback", "consult"].includes(offer.kind));
      // The heading and not the button: a key pressed just then must not answer a call.
      if (isNew) queueMicrotask(() => title.focus());
    },
    tick(agent, { secondsUntil }) {
      if (offer === null) return;
      const left = Math.max(0, secondsUntil(offer.expiresAt));
      write(time, say("ringsFor", { time: clock(Math.ceil(left)) }));
      bar.value = rings > 0 ? Math.min(1, left / rings) : 0;
    },
  };
}
