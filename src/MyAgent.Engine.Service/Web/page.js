// What every page has: sign-in, links to the other pages, and the notice of a lost connection.
import { follow, gather, pause, post, Refused, session } from "./engine.js";
import { make, show, write } from "./dom.js";
import { signingOut, tellSignedOut } from "./signout.js";
import { language, say, sayRefused } from "./text.js";

const pagesOf = { agent: ["desk", "wall"], connector: ["call"], supervisor: ["desk", "wall", "supervise", "call"], admin: ["desk", "wall", "supervise", "call"] };

const lost = make("p", { class: "lost", role: "alert", hidden: true });
const problem = make("p", { class: "problem", role: "alert", hidden: true });
const nav = make("nav", { "aria-label": say("pages") });
const who = make("span", { class: "who" });
const leaving = signingOut(attempt);
const main = make("main", { id: "main" });

/** Opens a page: shows the sign-in form if the browser has no session, else calls start(session, main). */
export async function open(name, start) {
  document.documentElement.lang = language;
  document.title = `${say(`page.${name}`)} – MyAgent`;
  document.body.append(make("header", {}, make("a", { href: "/", class: "brand" }, "MyAgent"), nav, who, leaving.button), lost, problem, leaving.question, main);
  const current = await whoIsIt();
  if (current === null) return signIn();
  const pages = allowed(current);
  nav.replaceChildren(...pages.map(page =>
    make("a", { href: `/${page}`, "aria-current": page === name ? "page" : null }, say(`page.${page}`))));
  write(who, current.agent ?? say(`role.${current.role}`));
  leaving.offer(current);
  if (name !== "start" && !pages.includes(name))
    return main.append(make("h1", {}, say(`page.${name}`)), make("p", {}, say("notForRole", { role: say(`role.${current.role}`) })));
  await start(current, main);
}

/** The pages that a session may open. */
export const allowed = current => pagesOf[current.role].filter(page => current.pages.includes(page));

/** Keeps a page up to date: calls refresh() after each event, and after a lost connection. */
export function keepTrue(current, filter, refresh) {
  const changed = gather(refresh);
  follow(filter, current.ordering, { changed, connected: up => tell(up), signedOut: () => location.reload() });
  return changed;
}

/** Runs the action of a button, and shows a refusal. */
export async function attempt(action) {
  show(problem, false);
  try {
    return await action();
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 401 && !leaving.button.hidden) return location.reload();
    write(problem, failure instanceof Refused ? sayRefused(failure) : say("noAnswer"));
    show(problem, true);
    return null;
  }
}

function tell(up) {
  write(lost, up ? "" : say("lost"));
  show(lost, !up);
  document.body.classList.toggle("stale", !up);
}

async function whoIsIt() {
  for (; ;) {
    try {
      const current = await session();
      tell(true);
      return current;
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 401) return null;
      tell(false);
      await pause();
    }
  }
}

function signIn() {
  const token = make("input", { id: "token", type: "password", autocomplete: "current-password", required: true, spellcheck: "false" });
  const enter = async event => {
    event.preventDefault();
    if (await attempt(() => post("/session", { token: token.value })) !== null) location.reload();
  };
  main.replaceChildren(make("form", { class: "sign-in", onsubmit: enter }, tellSignedOut(token),
    make("h1", {}, say("signIn")),
    make("label", { for: "token" }, say("token")), token,
    make("p", { class: "hint" }, say("tokenHint")),
    make("button", { class: "primary" }, say("signIn"))));
  token.focus();
}
