import { post } from "../engine.js";
import { make, redraw } from "../dom.js";
import { tickWaitingLists, waitingList } from "../waitinglist.js";
import { say, sayCaller } from "../text.js";

/** Each queue's waiting list; a contact can be moved to its head. */
export function waitingListBoards(act) {
  const boards = make("div", { class: "wall" });
  const element = make("section", { "aria-labelledby": "waiting-lists-title" }, make("h2", { class: "part", id: "waiting-lists-title" }, say("waitingLists")), boards);

  const toFirst = queue => contact => contact.position === 1 || contact.state !== "waiting" ? null : make("button", {
    type: "button", "data-key": `first-${contact.contactId}`, "aria-label": `${say("moveToFirst")}: ${sayCaller(contact)}`,
    onclick: () => act(() => post(`/v1/queues/${queue}/contacts/${contact.contactId}/move-to-first`)),
  }, say("moveToFirst"));

  return {
    element,
    update({ queues }) {
      redraw(boards, ...queues.map(queue => make("section", { class: queue.raisedAlarms.length > 0 ? "board alarm" : "board", "data-queue": queue.queueId },
        make("h3", {}, queue.name),
        queue.waiting.length === 0 ? make("p", { class: "hint" }, say("noneWaiting")) : waitingList(queue.queueId, queue.waiting, toFirst(queue.queueId)))));
      if (queues.length === 0) boards.append(make("p", {}, say("noQueues")));
    },
    tick: () => tickWaitingLists(boards),
  };
}
