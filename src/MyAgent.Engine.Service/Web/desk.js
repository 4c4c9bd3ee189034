// The agent's desk: the work of an agent, in the state that the engine has.
import { get, now, post, secondsUntil } from "./engine.js";
import { make } from "./dom.js";
import { say } from "./text.js";
import { attempt, keepTrue, open } from "./page.js";
import { pagedList, readAll } from "./pages.js";
import { codePanel } from "./desk/code.js";
import { contactPanel } from "./desk/contact.js";
import { earlierPanel } from "./desk/earlier.js";
import { offerPanel } from "./desk/offer.js";
import { statusPanel } from "./desk/status.js";
import { toolbar } from "./desk/toolbar.js";
import { transferPanel } from "./desk/transfer.js";

const tickMs = 200;

/** No event of an agent says that more is known of the contact: while one is shown, it is read again so often. */
const dataMs = 5000;

open("desk", async (current, main) => {
  const whose = current.agent ?? new URLSearchParams(location.search).get("agent");
  if (whose === null) return chooseAgent(main);
  const id = encodeURIComponent(whose);
  const queues = new Map();
  const colleagues = new Map();
  const send = async (button, body) => {
    const answer = await attempt(() => post(`/v1/agents/${id}/${button}`, body));
    await refresh().catch(() => { /* the page shows the lost connection */ });
    return answer;
  };
  const code = codePanel(send);
  const press = async (button, body) => {
    if (!await code.before(button)) return null;
    const answer = await send(button, body);
    if (answer === null) code.after(button);
    return answer;
  };
  const settingsOf = queue => queues.get(queue);
  const nameOf = queue => settingsOf(queue)?.name ?? queue;
  const nameOfCode = (queue, id) => settingsOf(queue)?.wrapUpCodes?.codes.find(each => each.code === id)?.name ?? id;
  const nameOfAgent = agent => colleagues.get(agent) ?? agent;
  const parts = [statusPanel(nameOf), toolbar(press), offerPanel(press, nameOf, nameOfAgent), contactPanel(press, nameOf, nameOfAgent, settingsOf),
    transferPanel(press, nameOfAgent), code, earlierPanel(nameOf, nameOfCode, nameOfAgent)];
  let agent = null;
  const tick = () => parts.forEach(part => part.tick?.(agent, { now: now(), secondsUntil }));

  const refresh = async () => {
    agent = await get(`/v1/agents/${id}`);
    // An agent sees the queues of the current assignments; the names of earlier ones are kept.
    if (agent.assignments.some(assignment => !queues.has(assignment.queueId))) {
      for (const queue of await readAll("/v1/queues", "queues")) queues.set(queue.queueId, queue);
      for (const colleague of await readAll("/v1/colleagues", "colleagues")) colleagues.set(colleague.agentId, colleague.name);
    }
    for (const part of parts) part.update(agent);
    tick();
    if (!main.hasChildNodes()) main.append(make("h1", { class: "off-screen" }, say("page.desk")), ...parts.map(part => part.element));
  };
  if (await attempt(async () => { await refresh(); return true; }) === null) return;
  const changed = keepTrue(current, `&agent=${id}`, refresh);
  setInterval(() => { if (agent.offer || agent.contact) changed().catch(() => { /* the page shows the lost connection */ }); }, dataMs);
  setInterval(tick, tickMs);
});

async function chooseAgent(main) {
  const cards = make("ul", { class: "cards" });
  const list = pagedList("/v1/agents", "agents", () => attempt(fill));
  const fill = async () => {
    const { agents } = await list.read();
    cards.replaceChildren(...agents.map(agent =>
      make("li", {}, make("a", { href: `/desk?agent=${agent.agentId}` }, make("strong", {}, agent.name), make("span", {}, say(`status.${agent.status}`))))));
    return agents.length;
  };
  const count = await attempt(fill);
  if (count === null) return;
  main.append(make("h1", {}, say("whoseDesk")), cards, list.more);
  if (count === 0) main.append(make("p", {}, say("noAgents")));
}
