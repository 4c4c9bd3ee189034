import { make, show } from "../dom.js";
import { say } from "../text.js";

/** What the connector knows of a contact. Its link opens only when it is pressed, in a tab of its own that cannot reach this one. */
export function dataPanel() {
  const element = make("dl", { class: "known", hidden: true });
  // What scrolls must be reachable by keyboard.
  const reach = () => { element.tabIndex = element.scrollHeight > element.clientHeight ? 0 : -1; };
  let shown = "";
  new ResizeObserver(reach).observe(element);

  return {
    element,
    update(contact) {
      const known = contact === null ? "" : JSON.stringify([contact.called, contact.subject, contact.link, contact.attributes]);
      // What is the same stays as it is: an agent may be reading it, or be on the link.
      if (known === shown) return;
      shown = known;
      const rows = contact === null ? [] : rowsOf(contact);
      element.replaceChildren(...rows.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", { dir: "auto" }, value))));
      show(element, rows.length > 0);
      reach();
    },
  };
}

function rowsOf({ called, subject, link, attributes }) {
  const rows = [[say("subject"), subject], [say("called"), called], [say("link"), link === null ? null : linkTo(link)]];
  for (const [name, value] of Object.entries(attributes ?? {})) rows.push([name, typeof value === "boolean" ? say(value ? "yes" : "no") : String(value)]);
  return rows.filter(([, value]) => value !== null);
}

/** The host first: it says where the link leads, whatever the rest of the address looks like. */
function linkTo(link) {
  const address = URL.canParse(link) ? new URL(link) : null;
  if (!["http:", "https:"].includes(address?.protocol)) return link;
  return make("a", { href: link, target: "_blank", rel: "noopener noreferrer" },
    make("strong", {}, address.host), ` ${link}`, make("span", { class: "off-screen" }, ` (${say("newTab")})`));
}
