import { call, post } from "../engine.js";
import { make, show, write } from "../dom.js";
import { clock, say } from "../text.js";
import { windowChoice } from "../windows.js";
import { record } from "./recorder.js";

const tickMs = 200;

/** Leaves a voice message and a number to be called back on. */
export function messagePanel(act) {
  const button = make("button", { type: "button", onclick: press }, say("startRecording"));
  const hint = make("p", { class: "hint", role: "status" });
  const length = make("p", { class: "length", role: "timer", "aria-live": "off", hidden: true });
  const sound = make("audio", { controls: true, hidden: true, "aria-label": say("yourMessage") });
  const number = make("input", { id: "callback-number", type: "tel", required: true, autocomplete: "tel" });
  const promised = windowChoice("window", "soonAsPossible");
  const element = make("form", { onsubmit: ask, hidden: true },
    make("fieldset", {}, make("legend", {}, say("optionalMessage")), button, length, hint, sound),
    make("fieldset", {}, make("legend", {}, say("whichNumber")), make("label", { for: "callback-number" }, say("callbackNumber")), number, promised.element,
      make("button", { class: "primary" }, say("askCallback"))));
  let contact = null;
  let recording = null;
  let message = null;

  async function press() {
    if (recording === null) {
      try {
        recording = await record();
        count();
        write(button, say("stopRecording"));
        show(sound, false);
      } catch {
        write(hint, say("noMicrophone"));
      }
      return;
    }
    const stopped = recording;
    recording = null;
    write(button, say("startRecording"));
    message = await stopped.stop();
    sound.src = URL.createObjectURL(message);
    show(sound, true);
  }

  function count() {
    const begun = performance.now();
    const tick = setInterval(() => {
      if (recording === null) clearInterval(tick);
      show(length, recording !== null);
      write(length, `● ${clock((performance.now() - begun) / 1000)}`);
    }, tickMs);
  }

  async function ask(event) {
    event.preventDefault();
    if (recording !== null) await press();
    const place = `/v1/queues/${contact.queueId}/contacts/${contact.contactId}`;
    await act(async () => {
      if (message !== null) await call("PUT", `${place}/message`, message);
      await post(`${place}/callback`, { number: number.value, window: promised.value });
    });
    if (contact !== null) await promised.read(contact.queueId);
  }

  return {
    element,
    update(known) {
      const isNew = known !== null && contact?.contactId !== known.contactId;
      contact = known;
      show(element, known !== null);
      if (known === null && recording !== null) recording.stop().finally(() => { recording = null; write(button, say("startRecording")); });
      if (!isNew) return;
      number.value = known.caller ?? "";
      message = null;
      show(sound, false);
      write(hint, "");
      promised.read(contact.queueId);
    },
  };
}
