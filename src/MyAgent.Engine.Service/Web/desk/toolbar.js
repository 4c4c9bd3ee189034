import { make, show, write } from "../dom.js";
import { say } from "../text.js";

/** The telephone stands where this browser is: it remembers the one that was named last. */
const remembered = "myagent-telephone";

/** The buttons for the next step of the agent. A button that the engine would refuse is disabled. */
export function toolbar(press) {
  const available = make("button", { type: "button", class: "available", onclick: () => press("available") }, say("status.available"));
  const wrapUp = make("button", { type: "button", class: "wrap-up", onclick: () => press("wrap-up", wrapUpOf()) });
  const pause = make("button", { type: "button", class: "break", "aria-expanded": "false", "aria-controls": "break-form", onclick: openBreak }, say("status.break"));
  const log = make("button", { type: "button", class: "log", onclick: () => agent.status === "loggedOut" ? logIn() : press("log-out") });
  const telephone = make("input", { id: "telephone", maxlength: "80", autocomplete: "off", spellcheck: "false", "aria-describedby": "telephone-hint" });
  const seat = make("form", { class: "break-form", hidden: true, onsubmit: event => { event.preventDefault(); logIn(); } },
    make("div", {}, make("label", { for: "telephone" }, say("telephone")), telephone), make("p", { id: "telephone-hint", class: "hint" }, say("telephoneHint")));
  const reason = make("input", { id: "reason", required: true, maxlength: "100", list: "reasons", autocomplete: "off" });
  const minutes = make("input", { id: "minutes", type: "number", min: "1", max: "480", step: "1", inputmode: "numeric" });
  const form = make("form", { id: "break-form", class: "break-form", hidden: true, onsubmit: takeBreak },
    make("div", {}, make("label", { for: "reason" }, say("breakReason")), reason),
    make("datalist", { id: "reasons" }, ...say("breakReasons").split("|").map(text => make("option", { value: text }))),
    make("div", {}, make("label", { for: "minutes" }, say("breakMinutes")), minutes),
    make("button", { class: "primary" }, say("takeBreak")),
    make("button", { type: "button", onclick: closeBreak }, say("back")));
  const element = make("section", { class: "toolbar", "aria-label": say("toolbar") },
    seat, make("div", { class: "buttons" }, available, wrapUp, pause, log), form);
  let agent = null;

  function openBreak() {
    if (!form.hidden) return closeBreak();
    show(form, true);
    pause.setAttribute("aria-expanded", "true");
    reason.focus();
  }

  function closeBreak() {
    show(form, false);
    pause.setAttribute("aria-expanded", "false");
    pause.focus();
  }

  async function logIn() {
    const endpoint = telephone.value.trim() || null;
    if (await press("log-in", { endpoint }) === null || endpoint === null) return;
    localStorage.setItem(remembered, endpoint);
  }

  async function takeBreak(event) {
    event.preventDefault();
    const asked = { reason: reason.value.trim() };
    if (minutes.value) asked.seconds = Number(minutes.value) * 60;
    if (await press("break", asked) !== null) {
      form.reset();
      closeBreak();
    }
  }

  // An agent with only one queue need not have served it before.
  const wrapUpOf = () => agent.status === "available" && agent.assignments.length === 1 ? { queueId: agent.assignments[0].queueId } : {};

  return {
    element,
    update(known) {
      const isNew = agent === null || agent.status !== "loggedOut";
      agent = known;
      show(seat, agent.status === "loggedOut");
      if (agent.status === "loggedOut" && isNew) {
        telephone.value = agent.endpoint === null ? localStorage.getItem(remembered) ?? "" : "";
        telephone.placeholder = agent.endpoint ?? "";
      }
      const { status, next } = agent;
      available.disabled = !(["wrapUp", "break", "notResponding"].includes(status) || (next !== null && status !== "postProcessing"));
      wrapUp.disabled = !["available", "wrapUp"].includes(status);
      pause.disabled = status === "loggedOut";
      log.disabled = next?.status === "logOut";
      write(wrapUp, say(status === "wrapUp" ? "moreWrapUp" : "status.wrapUp"));
      write(log, say(status === "loggedOut" ? "logIn" : "logOut"));
      log.classList.toggle("primary", status === "loggedOut");
      for (const [button, stands] of [[available, "available"], [wrapUp, "wrapUp"], [pause, "break"]]) {
        if (status === stands) button.setAttribute("aria-current", "true");
        else button.removeAttribute("aria-current");
      }
      if (status === "loggedOut" && !form.hidden) closeBreak();
    },
  };
}
