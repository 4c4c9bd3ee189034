// The first page: leads to the others.
import { allowed, open } from "./page.js";
import { make } from "./dom.js";
import { say } from "./text.js";

open("start", (current, main) => {
  const pages = allowed(current);
  // An agent who signs in begins to work.
  const first = current.role === "agent" && pages.includes("desk") ? "desk" : pages.length === 1 ? pages[0] : null;
  if (first !== null) return location.replace(`/${first}`);
  main.append(make("h1", {}, say("page.start")), make("ul", { class: "cards" }, ...pages.map(page =>
    make("li", {}, make("a", { href: `/${page}` }, make("strong", {}, say(`page.${page}`)), make("span", {}, say(`about.${page}`)))))));
  if (pages.length === 0) main.append(make("p", {}, say("noPages")));
});
