// The little that this page needs of a view library: build elements, and touch the document only where it changed.

/**
 * Text goes in as text nodes: a player's name can never become markup.
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** @param {string} id */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`index.html has no #${id}`);
  return node;
}

/** @param {Element} node @param {string} text */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** @param {HTMLElement} node @param {boolean} shown */
export function setShown(node, shown) {
  if (node.hidden === shown) node.hidden = !shown;
}

/** @param {Element} node @param {string} name @param {string | undefined} value undefined takes it away */
export function setAttribute(node, name, value) {
  if (value === undefined) node.removeAttribute(name);
  else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/** @type {WeakMap<Element, { key: string, content: string }>} */
const drawn = new WeakMap();

/**
 * Makes `parent` hold one element per item. What stays the same stays untouched, so focus and scrolling survive.
 * @template Item
 * @param {Element} parent
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item) => Element} create
 */
export function syncList(parent, items, keyOf, create) {
  const old = new Map([...parent.children].map((node) => [drawn.get(node)?.key, node]));
  const wanted = items.map((item) => {
    const key = keyOf(item);
    const content = JSON.stringify(item);
    const node = old.get(key);
    if (node && drawn.get(node)?.content === content) return node;
    const fresh = create(item);
    drawn.set(fresh, { key, content });
    if (node) node.replaceWith(fresh);
    return fresh;
  });
  const kept = new Set(wanted);
  for (const node of Array.from(parent.children)) if (!kept.has(node)) node.remove();
  for (const [index, node] of wanted.entries()) {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  }
}
