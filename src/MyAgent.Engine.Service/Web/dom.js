/** Makes an element. Attributes that begin with "on" are handlers, a class may be given as such, null and false leave one out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** Sets a text only where it differs, so that a screen reader is not told the same again. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Shows an element or hides it. */
export function show(element, shown) {
  if (element.hidden === shown) element.hidden = !shown;
}

/** Puts new content into an element; who was on a button with a data-key is on it afterwards. */
export function redraw(element, ...children) {
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  element.replaceChildren(...children);
  if (key) element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}
