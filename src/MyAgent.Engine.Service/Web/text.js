// The texts of the pages in the language of the browser.
import en from "./text/en.js";
import fr from "./text/fr.js";
import de from "./text/de.js";

const all = { en, fr, de };

/** The language of the pages: the first of the browser's that they speak. */
export const language = (navigator.languages ?? [navigator.language])
  .map(name => name.slice(0, 2).toLowerCase()).find(name => name in all) ?? "en";

/** The browser's own variant of that language, for dates: 3/4 is not the same day everywhere. */
const region = (navigator.languages ?? []).find(name => name.toLowerCase().startsWith(language)) ?? language;

/** A text, with what stands in braces filled in. */
export function say(key, values = {}) {
  const text = all[language][key] ?? en[key];
  if (text === undefined) throw new Error(`There is no text '${key}'.`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Who calls: a withheld number has no caller. */
export const sayCaller = contact => contact.caller ?? say("withheld");

/** Who a contact is from: of a consultation, the agent who asks, and about whom. */
export const sayFrom = (contact, nameOfAgent) => contact.consultation === null ? sayCaller(contact)
  : say("consultFrom", { agent: nameOfAgent(contact.consultation.askedBy), caller: sayCaller(contact.consultation) });

/** Who transferred a contact, after a dot; nothing where no agent has. */
export const sayTransferred = (contact, nameOfAgent) => contact.transferredBy ? ` · ${say("transferredBy", { agent: nameOfAgent(contact.transferredBy) })}` : "";

/** The text for a refusal; the engine's own where the pages have none. */
export const sayRefused = refused => all[language][`refused.${refused.code}`] ?? refused.message;

/** A date with its time of day. */
export const dateTime = instant => new Intl.DateTimeFormat(region, { dateStyle: "medium", timeStyle: "short" }).format(new Date(instant));

/** A time of day. */
export const timeOfDay = instant => new Intl.DateTimeFormat(region, { timeStyle: "medium" }).format(new Date(instant));

const spans = [["year", 31_557_600], ["month", 2_629_800], ["day", 86_400], ["hour", 3600], ["minute", 60]];

/** How long ago an instant was, as people say it: "3 days ago". */
export function ago(instant, now) {
  const seconds = (now - Date.parse(instant)) / 1000;
  const [unit, length] = spans.find(([, each]) => seconds >= each) ?? spans.at(-1);
  return new Intl.RelativeTimeFormat(region, { numeric: "auto" }).format(-Math.max(0, Math.floor(seconds / length)), unit);
}

const inUnits = (count, unit, unitDisplay = "long") => new Intl.NumberFormat(region, { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 }).format(count);

/** A length of time in its largest unit: "5 minutes", "1.5 hours". */
export function duration(seconds) {
  const [unit, length] = [...spans.slice(2), ["second", 1]].find(([, each]) => seconds >= each) ?? ["second", 1];
  return inUnits(seconds / length, unit);
}

const hoursFrom = 90 * 60;

/** An estimated wait in the units in which people think of it; null where it and its band are below one minute. */
function spanOf({ seconds, low, high }) {
  if (high < 60) return null;
  const isLong = seconds >= hoursFrom;
  const length = isLong ? 3600 : 60;
  const about = isLong ? Math.round(seconds / length * 2) / 2 : Math.max(1, Math.round(seconds / length));
  return { about, low: Math.floor(low / length), high: Math.ceil(high / length), unit: isLong ? "hour" : "minute" };
}

/** An estimated wait, or why there is none, as a sentence: "Estimated wait: about 4 minutes; between 3 and 6." */
export function sayWait(estimate) {
  if (estimate.reason !== null) return say("waitUnknown", { reason: say(`noEstimate.${estimate.reason}`) });
  const span = spanOf(estimate);
  if (span === null) return say("waitShort");
  const time = inUnits(span.about, span.unit);
  return span.low < 1 ? say("waitAtMost", { time, high: span.high }) : say("waitBetween", { time, low: span.low, high: span.high });
}

/** The same for the wall: a figure, with its band or the reason why there is none. */
export function waitFigure(estimate) {
  if (estimate === null) return { value: "–", about: null };
  if (estimate.reason !== null) return { value: "–", about: say(`noEstimate.${estimate.reason}`) };
  const span = spanOf(estimate);
  return span === null ? { value: `< ${inUnits(1, "minute", "short")}`, about: null }
    : { value: inUnits(span.about, span.unit, "short"), about: `${span.low}–${span.high}` };
}

/** When an interval of a report begins: its day where it lasts for days, else its time of day as well. */
export const beginning = (instant, wholeDays) =>
  new Intl.DateTimeFormat(region, wholeDays ? { dateStyle: "medium" } : { weekday: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(instant));

/** A share in whole per cent. */
export const percent = share => new Intl.NumberFormat(region, { style: "percent", maximumFractionDigits: 0 }).format(share);

/** Seconds as 1:05 or 1:02:05. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = number => String(number).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}:${two(whole % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
