import { now } from "../engine.js";
import { make, show, write } from "../dom.js";
import { pagedList } from "../pages.js";
import { ago, dateTime, say } from "../text.js";

const shownAtOnce = 5;

/** The contacts that the caller of the offer or of the current contact had before, newest first (rule 40). */
export function earlierPanel(nameOf, nameOfCode, nameOfAgent) {
  const list = make("ol", { class: "earlier-list" });
  const empty = make("p", { class: "hint" });
  const foot = make("div");
  const element = make("section", { class: "earlier", "aria-labelledby": "earlier-title", hidden: true },
    make("h2", { id: "earlier-title" }, say("earlierContacts")), empty, list, foot);
  let shown = null;
  let pages = null;

  // What fails is read again when the desk is next read.
  const load = contact => read(contact).catch(() => {
    shown = null;
    write(empty, say("noAnswer"));
    show(empty, true);
  });

  /** The caller's contacts, without the one that the agent has. */
  async function read(contact) {
    const { contacts } = await pages.read();
    if (shown !== keyOf(contact)) return;
    const earlier = contacts.filter(each => each.contactId !== contact.contactId || each.queueId !== contact.queueId);
    list.replaceChildren(...earlier.map(row));
    show(list, earlier.length > 0);
    write(empty, earlier.length > 0 ? "" : say("noEarlier"));
    show(empty, earlier.length === 0);
  }

  const row = contact => make("li", { "data-contact": contact.contactId },
    make("p", {}, make("strong", {}, ago(contact.originAt, now())), make("time", { datetime: contact.originAt }, dateTime(contact.originAt)),
      make("span", {}, say(`kind.${contact.kind}`)), make("span", {}, nameOf(contact.queueId))),
    make("p", {}, make("span", { class: "chip" }, say(contact.outcome === null ? `state.${contact.state}` : `outcome.${contact.outcome}`)),
      contact.code === null ? null : make("span", { class: "chip code" }, nameOfCode(contact.queueId, contact.code)),
      contact.agents.length === 0 ? null : make("span", {}, contact.agents.map(nameOfAgent).join(", "))),
    contact.subject === null ? null : make("p", { dir: "auto" }, contact.subject),
    contact.note === null ? null : make("blockquote", { dir: "auto" }, contact.note));

  return {
    element,
    update(agent) {
      const contact = agent.contact ?? agent.offer;
      const key = contact === null ? null : keyOf(contact);
      if (key === shown) return;
      shown = key;
      // Only the agent who has a caller's contact sees the caller's others.
      show(element, contact !== null && contact.kind !== "consult");
      list.replaceChildren();
      foot.replaceChildren();
      write(empty, "");
      if (contact === null) return;
      const caller = contact.caller ?? contact.number ?? null;
      show(empty, true);
      if (caller === null) return write(empty, say("earlierWithheld"));
      // The contact that the agent has is among them, and is not shown.
      pages = pagedList(`/v1/contacts?${new URLSearchParams({ caller, limit: shownAtOnce + 1 })}`, "contacts", () => load(contact));
      foot.append(pages.more);
      load(contact);
    },
  };
}

const keyOf = contact => `${contact.queueId}/${contact.contactId}`;
