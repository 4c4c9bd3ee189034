// Signing out of the page. An agent who is still logged in is asked first, because the engine would still offer contacts.
import { call, get, post, Refused } from "./engine.js";
import { make, show, write } from "./dom.js";
import { say } from "./text.js";

const remembered = "myagent-signed-out";
const busy = ["offered", "engaged", "postProcessing"];

/** The button, and the question that it may ask; attempt(action) runs the action of a button, and shows a refusal. */
export function signingOut(attempt) {
  const button = make("button", { type: "button", class: "quiet", hidden: true, onclick: ask }, say("signOut"));
  const heading = make("h2", { id: "leave-title", tabindex: "-1" }, say("stillLoggedIn"));
  const why = make("p", { id: "leave-why" });
  // Not a modal one: an offer that comes now must be answered.
  const question = make("section", { class: "leave", role: "dialog", "aria-labelledby": "leave-title", "aria-describedby": "leave-why", hidden: true, onkeydown: onKey },
    heading, why, make("div", { class: "buttons" },
      make("button", { type: "button", class: "primary", onclick: logOutAndLeave }, say("logOutAndSignOut")),
      make("button", { type: "button", onclick: () => leave("signedOutOnly") }, say("signOutOnly")),
      make("button", { type: "button", onclick: close }, say("back"))));
  let current = null;

  async function ask() {
    if (!question.hidden) return close();
    const agent = current.agent === null ? null : await attempt(read);
    if (current.agent !== null && agent === null) return;
    if (agent === null || agent === unknown || agent.status === "loggedOut") return leave(null);
    write(why, say(busy.includes(agent.status) ? "stillBusy" : "stillOffered", { status: say(`status.${agent.status}`) }));
    show(question, true);
    heading.focus();
  }

  /** The agent; an agent who does not exist is not logged in. */
  async function read() {
    try {
      return await get(`/v1/agents/${encodeURIComponent(current.agent)}`);
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 404) return unknown;
      throw failure;
    }
  }

  async function logOutAndLeave() {
    const agent = await attempt(() => post(`/v1/agents/${encodeURIComponent(current.agent)}/log-out`));
    if (agent !== null) await leave(agent.status === "loggedOut" ? "signedOutWholly" : "signedOutLater");
  }

  async function leave(told) {
    if (await attempt(async () => { await call("DELETE", "/session"); return true; }) === null) return;
    if (told !== null) sessionStorage.setItem(remembered, told);
    location.assign("/");
  }

  function close() {
    show(question, false);
    button.focus();
  }

  function onKey(event) {
    if (event.key === "Escape") close();
  }

  return {
    button,
    question,
    /** A session has begun. */
    offer(signedIn) {
      current = signedIn;
      show(button, true);
    },
  };
}

const unknown = {};

/** The result of signing out, shown once on the next page, and read out with the field that has the focus. */
export function tellSignedOut(field) {
  const told = sessionStorage.getItem(remembered);
  sessionStorage.removeItem(remembered);
  if (told === null) return null;
  field.setAttribute("aria-describedby", "signed-out");
  return make("p", { id: "signed-out", class: "told", role: "status" }, say(told));
}
