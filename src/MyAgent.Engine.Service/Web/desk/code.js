import { make, show, write } from "../dom.js";
import { say } from "../text.js";

/** From so many codes on there is a field to search them. */
const searchedFrom = 12;
const shownAtOnce = 8;
const longestNote = 2000;

/** The presses after which the code may no longer be set, or that need it: what has been chosen is saved before. */
const endings = ["available", "break", "log-out", "end-contact", "close-pop-up"];

/** The wrap-up code and the note of a contact (rule 32): while it is current, and in the wrap-up after it. */
export function codePanel(press) {
  const title = make("h2", { id: "code-title" }, say("wrapUpCode"));
  const chosen = make("p", { class: "chosen-code", role: "status" });
  const search = make("input", { id: "code-search", type: "search", autocomplete: "off", spellcheck: "false", "aria-controls": "code", oninput: filter, onkeydown: intoList });
  const found = make("p", { class: "hint", role: "status" });
  const searching = make("div", { hidden: true }, make("label", { for: "code-search" }, say("searchCodes")), search, found);
  const list = make("select", { id: "code", "aria-describedby": "code-why", onchange: choose });
  const note = make("textarea", { id: "code-note", rows: "2", maxlength: longestNote, dir: "auto", oninput: draw });
  const store = make("button", { class: "primary" }, say("saveCode"));
  const why = make("p", { id: "code-why", class: "hint" });
  const form = make("form", { class: "code-form", onsubmit: event => { event.preventDefault(); save(); } }, searching,
    make("div", {}, make("label", { for: "code" }, say("wrapUpCode")), list),
    make("div", {}, make("label", { for: "code-note" }, say("codeNote")), note), store);
  const element = make("section", { class: "pop-up code", "aria-labelledby": "code-title", hidden: true }, title, chosen, why, form);
  let coded = null;
  let choice = "";

  const isTouched = () => choice !== (coded.code ?? "") || asText(note.value) !== asText(coded.note);
  const canSave = () => choice !== "" && isTouched();
  const nameOf = id => nameOfChoice(coded.choices.find(choice => choice.code === id), id);
  const save = () => press("code", { contactId: coded.contactId, code: choice, note: asText(note.value) || null });

  function choose() {
    choice = list.value;
    draw();
  }


  function filter() {
    const words = plain(search.value).split(" ").filter(word => word !== "");
    const choices = coded.choices.filter(({ code, name, group }) => words.every(word => plain(`${name} ${group ?? ""} ${code}`).includes(word)));
    list.replaceChildren(...optionsOf(choices, false));
    list.value = choice;
    write(found, search.value.trim() === "" ? "" : say("codesFound", { count: choices.length }));
    draw();
  }

  function intoList(event) {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const first = list.querySelector("option");
    if (first === null) return;
    if (list.value === "") first.selected = true;
    list.focus();
    choose();
  }

  function begin(known) {
    const isLong = known.choices.length >= searchedFrom;
    show(searching, isLong);
    list.size = isLong ? shownAtOnce : 1;
    search.value = "";
    write(found, "");
    list.replaceChildren(...optionsOf(known.choices, !isLong));
    follow(known);
  }

  function follow(known) {
    choice = known.code ?? "";
    list.value = choice;
    note.value = known.note ?? "";
  }

  function draw() {
    write(chosen, coded.code === null ? say("noCode") : say("codeIs", { code: nameOf(coded.code) }));
    chosen.classList.toggle("missing", isMissing(coded));
    const byDefault = coded.default === null ? "" : nameOf(coded.default);
    write(why, canSave() ? say("codeUnsaved") : coded.code !== null ? "" : coded.codeRequired ? say("codeFirst", { code: byDefault })
      : byDefault ? say("codeByDefault", { code: byDefault }) : "");
    store.disabled = !canSave();
  }

  return {
    element,
    /** Saves what was chosen before a press that would lose it. Tells whether the press may follow. */
    async before(button) {
      return !endings.includes(button) || coded === null || !canSave() || await save() !== null;
    },
    /** Goes to the code after a press that was refused because it is missing. */
    after(button) {
      if (button === "available" && coded !== null && isMissing(coded)) (search.checkVisibility() ? search : list).focus();
    },
    update(agent) {
      const [before, now] = [coded, agent.wrapUpCode];
      const wasTouched = before !== null && isTouched();
      coded = now;
      show(element, coded !== null);
      if (coded === null) return;
      if (before === null || before.contactId !== now.contactId || JSON.stringify(before.choices) !== JSON.stringify(now.choices)) begin(now);
      else if (!wasTouched || before.code !== now.code || before.note !== now.note) follow(now);
      draw();
    },
  };
}

/** Whether a required code has not been set. */
const isMissing = coded => coded.codeRequired && coded.code === null;

const nameOfChoice = (choice, id) => choice === undefined ? id : choice.group === null ? choice.name : `${choice.group}: ${choice.name}`;

/** A note as it is saved: a field for text has line ends of its own. */
const asText = note => (note ?? "").replace(/\r\n?/g, "\n").trim();

/** Without case and accents, so that who types "resilie" finds "Résilié". */
const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The codes below the names of their groups, in the order of the queue. */
function optionsOf(choices, withNone) {
  const options = withNone ? [make("option", { value: "" }, say("chooseCode"))] : [];
  const groups = new Map();
  for (const { code, name, group } of choices) {
    const option = make("option", { value: code }, name);
    if (group === null) options.push(option);
    else if (groups.has(group)) groups.get(group).append(option);
    else {
      groups.set(group, make("optgroup", { label: group }, option));
      options.push(groups.get(group));
    }
  }
  return options;
}
