// Calls the engine: requests that are safe to repeat, its clock, and its events.

const tries = 4;
const pauseMs = 1000;
const silenceMs = 40_000; // The engine sends a heartbeat every 15 seconds.

/** The engine refused a call; the message is for people. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? `HTTP ${status}`);
    this.status = status;
    this.code = problem?.code;
    this.field = problem?.field;
  }
}

/** Waits before the next try. */
export const pause = (ms = pauseMs) => new Promise(done => setTimeout(done, ms));
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("");

const seen = new Map();

/** Reads an answer. One with a tag is kept, and requested again only if it has changed. */
async function read(path, answer) {
  const content = await answer.json();
  const tag = answer.headers.get("ETag");
  if (tag !== null) seen.set(path, { tag, content });
  return content;
}

/** Calls the engine. Repeats a call with the same key while the engine does not answer, so that a press counts once. */
export async function call(method, path, body) {
  const headers = { "X-MyAgent": "1" };
  if (method === "POST" || method === "PUT") headers["Idempotency-Key"] = newKey();
  const known = method === "GET" ? seen.get(path) : undefined;
  if (known !== undefined) headers["If-None-Match"] = known.tag;
  const isSound = body instanceof Blob;
  if (body !== undefined) headers["Content-Type"] = isSound ? body.type : "application/json";
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await fetch(path, { method, headers, body: body === undefined || isSound ? body : JSON.stringify(body) });
      if (answer.status === 304) return known.content;
      if (answer.ok) return answer.status === 204 ? null : await read(path, answer);
      const problem = await answer.json().catch(() => null);
      const again = answer.status === 503 || problem?.code === "tooManyRequests";
      if (!again || attempt === tries) throw new Refused(answer.status, problem);
    } catch (failure) {
      if (failure instanceof Refused || attempt === tries) throw failure;
    }
    await pause();
  }
}

export const get = path => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);

let ahead = null;

/** Who is signed in. Sets the clock by the engine's. */
export async function session() {
  const asked = performance.now();
  const answer = await get("/session");
  setClock(answer.now, asked);
  return answer;
}

/** Sets the clock by the engine's: count-downs do not run against the browser's, which may be wrong or be set meanwhile. */
export function setClock(engineNow, askedAt) {
  ahead = Date.parse(engineNow) - (askedAt + performance.now()) / 2;
}

/** The engine's time, in milliseconds. */
export const now = () => ahead === null ? Date.now() : performance.now() + ahead;

/** Seconds from now until an instant; negative where it has passed. */
export const secondsUntil = instant => (Date.parse(instant) - now()) / 1000;

/**
 * Follows the events after a position, for ever: a lost connection continues where it was.
 * changed() is called at the start, after an event, and after each lost connection; connected(true or false) reports the connection.
 */
export async function follow(filter, after, { changed, connected, signedOut }) {
  let journal = null;
  for (; ;) {
    const stop = new AbortController();
    let watch;
    const alive = () => {
      clearTimeout(watch);
      watch = setTimeout(() => stop.abort(), silenceMs);
    };
    try {
      alive();
      const answer = await fetch(`/v1/events?after=${after}${filter}`, { signal: stop.signal, headers: { Accept: "text/event-stream" } });
      if (answer.status === 401 || answer.status === 403) return signedOut();
      const known = journal;
      journal = answer.headers.get("MyAgent-Journal");
      if (answer.status === 409 || (known !== null && known !== journal)) {
        after = "newest"; // Another journal: start again.
        continue;
      }
      if (!answer.ok) throw new Refused(answer.status);
      await session();
      await changed();
      connected(true);
      for await (const id of eventsOf(answer.body, alive)) {
        after = id;
        // If the page cannot be refreshed, the connection counts as lost and is opened again.
        changed().catch(() => stop.abort());
      }
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 401) return signedOut();
    } finally {
      clearTimeout(watch);
      stop.abort();
    }
    connected(false);
    await pause();
  }
}

/** The id of each event of the stream; the first one names the journal only. */
async function* eventsOf(body, alive) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let isFirst = true;
  for (; ;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith("id: ")) continue;
      if (!isFirst) yield Number(line.slice(4));
      isFirst = false;
    }
  }
}

/** Merges calls: runs the action now and, if more calls came meanwhile, once more afterwards. */
export function gather(action) {
  let running = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await action();
    } while (again);
  };
  return () => {
    again = true;
    return running ??= run().finally(() => { running = null; });
  };
}
