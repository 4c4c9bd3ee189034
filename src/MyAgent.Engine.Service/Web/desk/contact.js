import { make, show, write } from "../dom.js";
import { dateTime, say, sayFrom, sayTransferred } from "../text.js";
import { callbackPanel } from "./callback.js";
import { dataPanel } from "./data.js";

/** The current contact: until it is over and its pop-up is closed. */
export function contactPanel(press, nameOf, nameOfAgent, settingsOf) {
  const title = make("h2", { id: "contact-title" });
  const caller = make("p", { class: "caller" });
  const state = make("p", { class: "queue" });
  const data = dataPanel();
  const callback = callbackPanel(press, settingsOf);
  const end = make("button", { type: "button", class: "end", onclick: () => press("end-contact", { contactId: contact.contactId }) }, say("endContact"));
  const close = make("button", { type: "button", class: "close", onclick: () => press("close-pop-up", { contactId: contact.contactId }) }, say("closePopUp"));
  const why = make("p", { id: "why-open", class: "hint" });
  const element = make("section", { class: "pop-up contact", "aria-labelledby": "contact-title", hidden: true },
    title, caller, state, data.element, callback.element, make("div", { class: "buttons" }, end, close), why);
  let contact = null;

  function whyOpen() {
    if (contact.popUpClosed) return say("popUpIsClosed");
    if (contact.kind === "callback" && !hasOutcome()) return say("outcomeFirst");
    return contact.over ? say("closeToGoOn") : say("wrapUpFollows");
  }

  const hasOutcome = () => contact.outcome !== null || contact.dueAt !== null;

  return {
    element,
    update(agent) {
      contact = agent.contact;
      show(element, contact !== null);
      data.update(contact);
      callback.update(contact);
      if (contact === null) return;
      const isCallback = contact.kind === "callback";
      write(title, say(`kind.${contact.kind}`));
      write(caller, sayFrom(contact, nameOfAgent));
      write(state, `${say("fromQueue", { queue: nameOf(contact.queueId) })} · ${contact.transferredTo ? say("transferredTo", { queue: nameOf(contact.transferredTo) }) : say(contact.over ? "isOver" : contact.heldSince ? "onHold" : "inProgress")}`
        + sayTransferred(contact, nameOfAgent)
        + (contact.dueAt ? ` · ${say("scheduledFor", { when: dateTime(contact.dueAt) })}` : contact.outcome ? ` · ${say(`outcome.${contact.outcome}`)}` : ""));
      show(end, !contact.over && !isCallback);
      show(close, !contact.popUpClosed);
      close.disabled = isCallback && !hasOutcome();
      close.classList.toggle("primary", contact.over);
      if (close.disabled) close.setAttribute("aria-describedby", "why-open");
      else close.removeAttribute("aria-describedby");
      write(why, whyOpen());
    },
  };
}
