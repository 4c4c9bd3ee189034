import { now, post } from "../engine.js";
import { make, redraw } from "../dom.js";
import { clock, say } from "../text.js";

/** The agents, their statuses and assignments, with the buttons that change them. */
export function agentTable(act) {
  const body = make("tbody");
  const element = make("section", { "aria-labelledby": "agents-title" }, make("h2", { class: "part", id: "agents-title" }, say("agents")),
    make("div", { class: "scroll", tabindex: "0", role: "group", "aria-labelledby": "agents-title" }, make("table", {},
      make("thead", {}, make("tr", {}, ...["name", "status", "assignments", "actions"].map(head => make("th", { scope: "col" }, say(head))))), body)));

  const button = (agent, name, text, enabled, kind) => make("button", {
    type: "button", class: kind, disabled: !enabled, "data-key": `${name}-${agent.agentId}`, "aria-label": `${text}: ${agent.name}`,
    onclick: () => {
      if (name !== "force-log-out" || confirm(say("forceSure", { agent: agent.name }))) act(() => post(`/v1/agents/${agent.agentId}/${name}`));
    },
  }, text);

  function tick() {
    for (const time of body.querySelectorAll("[data-since]")) time.textContent = clock((now() - Number(time.dataset.since)) / 1000);
  }

  function row(agent, names) {
    const out = agent.status === "loggedOut";
    const mayBeAvailable = ["wrapUp", "break", "notResponding"].includes(agent.status);
    return make("tr", { "data-agent": agent.agentId, "data-status": agent.status },
      make("th", { scope: "row" }, make("a", { href: `/desk?agent=${agent.agentId}` }, agent.name)),
      make("td", {}, make("span", { class: "doing" }, say(`status.${agent.status}`)), agent.overdue ? make("span", { class: "chip bad" }, say("overdue").split(":")[0]) : null,
        agent.absent ? make("span", { class: "chip bad" }, say("absent")) : null,
        " ", out ? null : make("small", { "data-since": Date.parse(agent.since) }),
        agent.next ? make("small", {}, ` · ${say("next", { what: say(`next.${agent.next.status}`) })}`) : null),
      make("td", {}, agent.assignments.map(assignment => describe(assignment, names)).join("; ") || "–"),
      make("td", {}, make("div", { class: "buttons" },
        out ? button(agent, "log-in", say("logIn"), true) : button(agent, "log-out", say("logOut"), agent.next?.status !== "logOut"),
        button(agent, "available", say("status.available"), mayBeAvailable),
        button(agent, "close-pop-up", say("closePopUp"), agent.status === "postProcessing" && !needsOutcome(agent.contact)),
        button(agent, "force-log-out", say("forceLogOut"), !out, "danger"))));
  }

  return {
    element,
    update({ agents, names }) {
      redraw(body, ...agents.map(agent => row(agent, names)));
      tick();
      if (agents.length === 0) body.append(make("tr", {}, make("td", { colspan: "4" }, say("noAgents"))));
    },
    tick,
  };
}

const needsOutcome = contact => contact?.kind === "callback" && contact.outcome === null && contact.dueAt === null;

function describe(assignment, names) {
  const about = [say(`assignment.${assignment.kind}`)];
  if (assignment.skill > 0) about.push(say("skill", { skill: assignment.skill }));
  if (!assignment.callbacks) about.push(say("noCallbacks"));
  return `${names.get(assignment.queueId) ?? assignment.queueId} (${about.join(", ")})`;
}
