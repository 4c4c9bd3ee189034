// The supervisor's page: people, lines, callbacks and figures.
import { get } from "./engine.js";
import { make } from "./dom.js";
import { attempt, keepTrue, open } from "./page.js";
import { say } from "./text.js";
import { agentTable } from "./supervise/agents.js";
import { callbackTable } from "./supervise/callbacks.js";
import { lineBoards } from "./supervise/lines.js";
import { reportPanel } from "./supervise/reports.js";

const openStates = ["waiting", "offered", "engaged", "scheduled"];
const mostOftenMs = 400;
const tickMs = 500;

open("supervise", async (current, main) => {
  main.classList.add("wide");
  const parts = [agentTable(act), lineBoards(act), callbackTable()];
  const reports = reportPanel();

  async function act(action) {
    await attempt(action);
    await refresh().catch(() => { /* told of as a lost connection */ });
  }

  async function refresh() {
    const [agents, queues, callbacks] = await Promise.all([get("/v1/agents"), get("/v1/queues"), openCallbacks()]);
    const lines = await Promise.all(queues.map(async queue =>
      queue.waitingCount + queue.recordingCount > 0 ? get(`/v1/queues/${queue.queueId}?take=100`) : { ...queue, waiting: [] }));
    const state = { agents, queues: lines, callbacks, names: new Map(queues.map(queue => [queue.queueId, queue.name])) };
    for (const part of parts) part.update(state);
    reports.know(queues);
  }

  if (await attempt(async () => { await refresh(); return true; }) === null) return;
  main.append(make("h1", { class: "off-screen" }, say("page.supervise")), ...parts.map(part => part.element), reports.element);
  keepTrue(current, "", async () => {
    await refresh();
    await new Promise(done => setTimeout(done, mostOftenMs));
  });
  setInterval(() => parts.forEach(part => part.tick?.()), tickMs);
  await reports.load();
});

const openCallbacks = async () => (await Promise.all(openStates.map(state => get(`/v1/callbacks?state=${state}`)))).flat();
