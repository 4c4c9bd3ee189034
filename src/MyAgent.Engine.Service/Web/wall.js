// The wallboard: every queue and agent, to be read from across the room. An agent sees the own queues, and of the others name and status.
import { get, now } from "./engine.js";
import { make, redraw } from "./dom.js";
import { plainWaitingList, tickWaitingLists, waitingList } from "./waitinglist.js";
import { attempt, keepTrue, open } from "./page.js";
import { pagedList } from "./pages.js";
import { clock, percent, say, waitFigure } from "./text.js";

const shownWaiting = 6;
const tickMs = 500;
const mostOftenSeconds = 0.4;
const figuresMs = 30_000;

/** The events of an agent say nothing of the queues: they are read so often. */
const ownQueuesMs = 5000;
const statuses = ["available", "offered", "engaged", "postProcessing", "wrapUp", "break", "notResponding", "loggedOut"];

open("wall", async (current, main) => {
  main.classList.add("wide");
  const boards = make("div", { class: "wall" });
  const counts = make("p", { class: "counts" });
  const people = make("ul", { class: "people" });
  const again = () => attempt(refresh);
  const isAgent = current.role === "agent";
  const queueList = pagedList(`/v1/queues?waiting=${shownWaiting}`, "queues", again);
  const agentList = isAgent ? pagedList("/v1/colleagues", "colleagues", again) : pagedList("/v1/agents", "agents", again);
  main.append(make("h1", { class: "off-screen" }, say("page.wall")), boards, queueList.more,
    make("h2", { class: "part" }, say("agents")), counts, people, agentList.more);

  const refresh = async () => {
    const [{ queues }, { agents, colleagues, statusCounts }, figures] =
      await Promise.all([queueList.read(), agentList.read(), isAgent ? null : get(`/v1/reports/queues?from=${today()}`)]);
    const readAt = now();
    const levels = figures && new Map(figures.map(row => [row.queueId, row.serviceLevel]));
    redraw(boards, ...queues.map(queue => board(queue, levels, readAt)));
    if (queues.length === 0) boards.append(make("p", {}, say(isAgent ? "noOwnQueues" : "noQueues")));
    if (!isAgent) counts.replaceChildren(...statuses.map(status => [status, statusCounts[status]])
      .filter(([, count]) => count > 0).map(([status, count]) => make("span", { "data-status": status }, make("b", {}, String(count)), ` ${say(`status.${status}`)}`)));
    people.replaceChildren(...(agents ?? colleagues).map(person));
    tick();
  };
  const tick = () => {
    tickWaitingLists(boards);
    for (const time of main.querySelectorAll("[data-since]")) time.textContent = clock((now() - Number(time.dataset.since)) / 1000);
  };
  if (await attempt(async () => { await refresh(); return true; }) === null) return;
  const changed = keepTrue(current, `&noticeSeconds=${mostOftenSeconds}`, async () => {
    await refresh();
    await new Promise(done => setTimeout(done, mostOftenSeconds * 1000));
  });
  setInterval(tick, tickMs);
  setInterval(() => changed().catch(() => { /* the page already shows the lost connection */ }), isAgent ? ownQueuesMs : figuresMs);
});

/** @param levels the service level of each queue; null for a reader who does not see them */
function board(queue, levels, readAt) {
  const { waiting, waitingCount } = queue;
  const longest = waitingCount > 0 ? make("dd", { "data-since": readAt - queue.longestWaitSeconds * 1000 }) : make("dd", {}, "–");
  const estimate = waitFigure(queue.estimatedWait);
  const level = levels?.get(queue.queueId) ?? null;
  return make("section", { class: queue.raisedAlarms.length > 0 ? "board alarm" : "board", "data-queue": queue.queueId },
    make("h2", {}, queue.name,
      queue.open ? null : make("span", { class: "chip" }, say("queueClosed")),
      ...queue.raisedAlarms.map(alarm => make("span", { class: "chip bad" }, `⚠ ${say(`alarm.${alarm}`)}`))),
    make("dl", { class: "figures" },
      figure("waiting", make("dd", { class: "waiting-count" }, String(waitingCount))),
      figure("longestWait", longest),
      figure("estimatedWait", make("dd", { class: "estimate" }, estimate.value), estimate.about),
      levels && figure("serviceLevel", make("dd", {}, level === null ? "–" : percent(level))),
      figure("agentsFree", make("dd", {}, say("of", { some: queue.agentsAvailable, all: queue.agentsLoggedIn })))),
    waiting.length === 0 ? make("p", { class: "hint" }, say("noneWaiting")) : levels === null ? plainWaitingList(waiting) : waitingList(queue.queueId, waiting),
    waitingCount > waiting.length ? make("p", { class: "hint" }, say("andMore", { count: waitingCount - waiting.length })) : null);
}

const figure = (name, value, about = null) => make("div", {}, make("dt", {}, say(name), about === null ? null : make("small", {}, ` (${about})`)), value);

const person = agent => make("li", { "data-status": agent.status, "data-agent": agent.agentId },
  make("strong", {}, agent.name),
  make("span", { class: "doing" }, say(`status.${agent.status}`) + (agent.overdue ? " ⚠" : "") + (agent.absent ? ` (${say("absent")})` : "")),
  agent.since === undefined || agent.status === "loggedOut" ? null : make("small", { "data-since": Date.parse(agent.since) }));

/** When this day began, where the browser is. */
function today() {
  const midnight = new Date(now());
  midnight.setHours(0, 0, 0, 0);
  return encodeURIComponent(midnight.toISOString());
}
