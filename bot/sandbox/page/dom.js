// Building DOM nodes without ever parsing HTML: text from messages stays text.

/**
 * Create an element. `on…` properties become listeners, `true` an empty attribute;
 * null, undefined and false attributes and children are left out.
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProperty(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setProperty(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "class") node.className = value;
  else if (name === "value") node.value = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** Replace what is inside `node`. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
}

let lastId = 0;

/** An id for linking labels and controls, unique within the page. */
export function uniqueId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

const signatures = new WeakMap();

/**
 * Make the children of `container` match `items` ({key, signature, build}), keeping every node whose
 * signature did not change: focus, open menus and half-typed input in it survive. A rebuilt node gets the
 * focus back on the control with the same `data-focus` mark.
 */
export function reconcile(container, items) {
  const wanted = new Set(items.map((item) => item.key));
  for (const node of [...container.children]) if (!wanted.has(node.dataset.key)) node.remove();
  const old = new Map([...container.children].map((node) => [node.dataset.key, node]));
  let cursor = container.firstElementChild;
  for (const item of items) {
    const known = old.get(item.key);
    const node = known && signatures.get(known) === item.signature ? known : buildItem(item);
    if (known === cursor) cursor = cursor?.nextElementSibling ?? null;
    if (node === known && node.nextElementSibling === cursor) continue;
    if (known && known !== node) replaceKeepingFocus(known, node);
    if (node.nextElementSibling !== cursor || !node.parentNode) container.insertBefore(node, cursor);
  }
}

function buildItem(item) {
  const node = item.build();
  node.dataset.key = item.key;
  signatures.set(node, item.signature);
  return node;
}

function replaceKeepingFocus(known, node) {
  const focused = known.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  known.replaceWith(node);
  if (focused === undefined) return;
  const twin = [...node.querySelectorAll("[data-focus]")].find((other) => other.dataset.focus === focused);
  (twin ?? node).focus({ preventScroll: true });
}
