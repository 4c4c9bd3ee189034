// The supervisor's page: agents, waiting lists, callbacks and figures.
import { make } from "./dom.js";
import { attempt, keepTrue, open } from "./page.js";
import { pagedList } from "./pages.js";
import { say } from "./text.js";
import { agentTable } from "./supervise/agents.js";
import { callbackTable } from "./supervise/callbacks.js";
import { contactSearch } from "./supervise/contacts.js";
import { waitingListBoards } from "./supervise/waitinglists.js";
import { reportPanel } from "./supervise/reports.js";

const shownWaiting = 100;
const mostOftenMs = 400;
const tickMs = 500;

open("supervise", async (current, main) => {
  main.classList.add("wide");
  const again = () => attempt(refresh);
  const [agentList, queueList] = [pagedList("/v1/agents", "agents", again), pagedList(`/v1/queues?waiting=${shownWaiting}`, "queues", again)];
  const callbackList = pagedList("/v1/callbacks?state=waiting,offered,engaged,scheduled", "callbacks", again);
  const parts = [agentTable(act), waitingListBoards(act), callbackTable(), contactSearch()];
  parts[0].element.append(agentList.more);
  parts[1].element.append(queueList.more);
  parts[2].element.append(callbackList.more);
  const reports = reportPanel();

  async function act(action) {
    await attempt(action);
    await refresh().catch(() => { /* the page shows the lost connection */ });
  }

  async function refresh() {
    const [{ agents }, { queues }, { callbacks }] = await Promise.all([agentList, queueList, callbackList].map(list => list.read()));
    const state = { agents, queues, callbacks, names: new Map(queues.map(queue => [queue.queueId, queue.name])) };
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
