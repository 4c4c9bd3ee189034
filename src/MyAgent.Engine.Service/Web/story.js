import { get } from "./engine.js";
import { make } from "./dom.js";
import { attempt } from "./page.js";
import { say, timeOfDay } from "./text.js";

/** Tells the story of a contact: what was decided, and for each agent why or why not. */
export async function tellStory(queue, contact) {
  const story = await attempt(() => get(`/v1/queues/${queue}/contacts/${contact}/explain`));
  if (story === null) return;
  const close = make("button", { type: "button", class: "primary", onclick: () => dialog.close() }, say("close"));
  const dialog = make("dialog", { "aria-labelledby": "story-title", onclose: () => dialog.remove() },
    make("h2", { id: "story-title" }, say("story")),
    make("p", { class: "hint" }, [story.kind && say(`kind.${story.kind}`), story.caller, story.contactId].filter(Boolean).join(" · ")),
    make("ol", { class: "story" }, ...story.steps.map(step => make("li", { lang: "en" },
      make("time", { datetime: step.at }, timeOfDay(step.at)), step.what,
      step.agents.length === 0 ? null : make("ul", {}, ...step.agents.map(agent =>
        make("li", { class: agent.chosen ? "chosen" : "" }, `${agent.agentId}: ${agent.reason}`)))))),
    close);
  document.body.append(dialog);
  dialog.showModal();
}
