// Lists that the engine gives in pages: the first one at once, more on request.
import { get } from "./engine.js";
import { make, show } from "./dom.js";
import { say } from "./text.js";

/**
 * A list of the engine. read() gives all items of the requested pages, with the other fields of the first page; more is the button
 * that requests another page, and is hidden if there is none.
 * @param path where the list is, with its filters
 * @param name the field of the answer that holds the items
 * @param refresh called when another page is requested
 */
export function pagedList(path, name, refresh) {
  let wanted = 1;
  const more = make("button", {
    type: "button", class: "more", hidden: true, "data-key": `more-${name}`,
    onclick: () => { wanted++; refresh(); },
  }, say("showMore"));

  async function read() {
    let page = await get(path);
    const list = { ...page, [name]: [...page[name]] };
    for (let pages = 1; pages < wanted && page.next !== null; pages++) {
      page = await get(`${path}${path.includes("?") ? "&" : "?"}cursor=${page.next}`);
      list[name].push(...page[name]);
    }
    show(more, page.next !== null);
    return list;
  }

  return { read, more };
}

/** Every item of a list, page by page, for example of queues to choose from. */
export async function readAll(path, name) {
  const items = [];
  for (let cursor = ""; cursor !== null;) {
    const page = await get(`${path}${path.includes("?") ? "&" : "?"}limit=1000${cursor && `&cursor=${cursor}`}`);
    items.push(...page[name]);
    cursor = page.next;
  }
  return items;
}
