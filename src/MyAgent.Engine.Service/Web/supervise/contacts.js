import { make, show, write } from "../dom.js";
import { showHistory } from "../history.js";
import { attempt } from "../page.js";
import { pagedList } from "../pages.js";
import { clock, dateTime, say, sayCaller } from "../text.js";

const states = ["waiting", "recording", "offered", "engaged", "scheduled", "done"];
const outcomes = ["served", "abandoned", "expired", "cancelled", "completed", "notReached", "superseded", "connectorLost"];
const heads = ["time", "callerHead", "queueHead", "stateHead", "codeHead", "agentHead", "waitHead", "talkHead", "codeNote"];
const shownAtOnce = 50;

/** Searches all contacts, done ones too, newest first; each leads to its explanation. */
export function contactSearch() {
  const choices = name => make("datalist", { id: `find-${name}s` });
  const [agents, codes] = [choices("agent"), choices("code")];
  const field = (name, attributes = {}) => make("input", { id: `find-${name}`, name, autocomplete: "off", ...attributes });
  const select = (name, any, options) => make("select", { id: `find-${name}`, name }, make("option", { value: "" }, say(any)),
    ...options.map(([value, text]) => make("option", { value }, text)));
  const queue = select("queue", "anyQueue", []);
  const fields = [
    ["callerHead", field("caller", { type: "tel" })], ["agentHead", field("agent", { list: agents.id, spellcheck: "false" })], ["queueHead", queue],
    ["stateHead", select("state", "anyState", states.map(state => [state, say(`state.${state}`)]))],
    ["outcomeHead", select("outcome", "anyOutcome", outcomes.map(outcome => [outcome, say(`outcome.${outcome}`)]))],
    ["codeHead", field("code", { list: codes.id, spellcheck: "false" })],
    ["findFrom", field("from", { type: "datetime-local" })], ["findTo", field("to", { type: "datetime-local" })]];
  const form = make("form", { class: "choices", role: "search", "aria-labelledby": "contacts-title", onsubmit: search, onreset: clear },
    ...fields.map(([text, input]) => make("div", {}, make("label", { for: input.id }, say(text)), input)), agents, codes,
    make("button", { class: "primary" }, say("search")), make("button", { type: "reset" }, say("clear")));
  const found = make("p", { class: "hint", role: "status" });
  const body = make("tbody");
  const table = make("div", { class: "scroll", tabindex: "0", role: "group", "aria-labelledby": "contacts-title", hidden: true }, make("table", {},
    make("thead", {}, make("tr", {}, ...heads.map(head => make("th", { scope: "col" }, say(head))))), body));
  const foot = make("div");
  const element = make("section", { "aria-labelledby": "contacts-title" }, make("h2", { class: "part", id: "contacts-title" }, say("contactSearch")), form, found, table, foot);
  let names = { queues: new Map(), codes: new Map(), agents: new Map() };
  let known = "";

  async function search(event) {
    event.preventDefault();
    const asked = new URLSearchParams([["limit", shownAtOnce]]);
    for (const { name, value, type } of fields.map(([, input]) => input)) {
      if (value.trim() !== "") asked.set(name, type === "datetime-local" ? new Date(value).toISOString() : value.trim());
    }
    const list = pagedList(`/v1/contacts?${asked}`, "contacts", () => attempt(fill));
    const fill = async () => {
      const { contacts } = await list.read();
      body.replaceChildren(...contacts.map(row));
      write(found, say("contactsFound", { count: `${contacts.length}${list.more.hidden ? "" : "+"}` }));
      show(table, contacts.length > 0);
    };
    foot.replaceChildren(list.more);
    if (await attempt(async () => { await fill(); return true; }) === null) clear();
  }

  function clear() {
    body.replaceChildren();
    foot.replaceChildren();
    write(found, "");
    show(table, false);
  }

  const row = contact => make("tr", { "data-found": contact.contactId },
    make("td", {}, make("button", {
      type: "button", "aria-label": say("explain", { what: `${sayCaller(contact)}, ${dateTime(contact.originAt)}` }),
      onclick: () => showHistory(contact.queueId, contact.contactId),
    }, dateTime(contact.originAt))),
    ...[sayCaller(contact), contact.path.map(each => names.queues.get(each) ?? each).join(" → "),
      `${say(`kind.${contact.kind}`)}, ${say(contact.outcome === null ? `state.${contact.state}` : `outcome.${contact.outcome}`)}`,
      contact.code === null ? "–" : names.codes.get(`${contact.queueId}/${contact.code}`) ?? contact.code,
      contact.agents.map(agent => names.agents.get(agent) ?? agent).join(", ") || "–", lengthOf(contact.waitSeconds), lengthOf(contact.talkSeconds)].map(text => make("td", {}, text)),
    make("td", { class: "note", dir: "auto" }, contact.note ?? ""));

  return {
    element,
    /** Offers the queues, agents and codes to choose from. */
    update(state) {
      const codesOf = state.queues.flatMap(({ queueId, wrapUpCodes }) => (wrapUpCodes?.codes ?? []).map(code => ({ queueId, ...code })));
      names = {
        queues: state.names, agents: new Map(state.agents.map(agent => [agent.agentId, agent.name])),
        codes: new Map(codesOf.map(({ queueId, code, name }) => [`${queueId}/${code}`, name])),
      };
      const now = JSON.stringify([[...names.queues], [...names.agents], codesOf]);
      if (now === known) return;
      known = now;
      const chosen = queue.value;
      queue.replaceChildren(queue.options[0], ...[...names.queues].map(([value, text]) => make("option", { value }, text)));
      queue.value = chosen;
      agents.replaceChildren(...[...names.agents].map(([value, label]) => make("option", { value, label })));
      codes.replaceChildren(...new Map(codesOf.map(({ code, name }) => [code, make("option", { value: code, label: name })])).values());
    },
  };
}

const lengthOf = seconds => seconds === null ? "–" : clock(seconds);
