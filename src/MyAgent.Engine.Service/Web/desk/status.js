import { make, show, write } from "../dom.js";
import { clock, dateTime, say } from "../text.js";

const addedShownMs = 3000;

/** Who it is, what the agent is doing and how long that lasts. */
export function statusPanel(nameOf) {
  const name = make("p", { class: "name" });
  const status = make("strong", { class: "status-word" });
  const detail = make("span", { class: "detail" });
  const time = make("span", { class: "time", role: "timer", "aria-live": "off" });
  const telephone = make("p", { class: "hint telephone", hidden: true });
  const added = make("span", { class: "added", hidden: true });
  const next = make("p", { class: "next", hidden: true });
  const overdue = make("p", { class: "overdue", role: "alert", hidden: true });
  // What a screen reader is told: the status and what changes it, and not every second of a count-down.
  const spoken = make("p", { class: "off-screen", role: "status", "aria-live": "polite" });
  const element = make("section", { class: "status", "aria-label": say("status") },
    name, make("p", { class: "now" }, status, detail), make("p", { class: "clock" }, time, added), telephone, next, overdue, spoken);
  let before = null;

  function tellAdded(agent) {
    if (before?.status !== "wrapUp" || agent.status !== "wrapUp") return show(added, false);
    const seconds = Math.round((Date.parse(agent.until) - Date.parse(before.until)) / 1000);
    if (seconds <= 0) return;
    write(added, say("added", { seconds }));
    show(added, true);
    write(spoken, say("wrapUpAdded", { seconds }));
    const until = agent.until;
    setTimeout(() => { if (before.until === until) show(added, false); }, addedShownMs);
  }

  return {
    element,
    update(agent) {
      element.dataset.status = agent.status;
      write(name, agent.name);
      write(status, say(`status.${agent.status}`));
      write(detail, agent.status === "break" ? agent.reason ?? "" : agent.queueId ? nameOf(agent.queueId) : "");
      if (before?.status !== agent.status) write(spoken, say(`status.${agent.status}`));
      write(next, agent.next ? say("next", { what: say(`next.${agent.next.status}`) }) + (agent.next.reason ? ` (${agent.next.reason})` : "") : "");
      show(next, agent.next !== null);
      const isSeated = agent.status !== "loggedOut" && agent.endpoint !== null;
      write(telephone, isSeated ? say("telephoneIs", { telephone: agent.endpoint }) : "");
      show(telephone, isSeated);
      write(overdue, agent.overdue ? say("overdue") : "");
      show(overdue, agent.overdue);
      tellAdded(agent);
      before = agent;
      document.title = `${agent.offer ? "☎ " : ""}${say(`status.${agent.status}`)} – MyAgent`;
    },
    tick(agent, { now, secondsUntil }) {
      const counts = agent.until !== null;
      write(time, counts ? say("left", { time: clock(Math.ceil(Math.max(0, secondsUntil(agent.until)))) })
        : agent.status === "loggedOut" ? "" : say("since", { time: clock((now - Date.parse(agent.since)) / 1000) }));
      time.title = dateTime(agent.since);
    },
  };
}
