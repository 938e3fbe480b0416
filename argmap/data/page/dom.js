// Making elements. Foreign text goes in as text nodes only; nothing here parses markup.

const $ = (id) => document.getElementById(id);

function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'class') element.className = value;
    else if (name === 'click') element.addEventListener('click', value);
    else if (name === 'change') element.addEventListener('change', value);
    else if (name === 'input') element.addEventListener('input', value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

function fill(element, ...children) {
  element.replaceChildren();
  add(element, children);
}

// Foreign words, kept apart from the direction of what surrounds them.
function foreign(text, attributes = {}, tag = 'bdi') {
  return el(tag, { dir: 'auto', ...attributes }, text);
}

// Only http and https become links; anything else stays words.
function link(address, label, attributes = {}) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    return foreign(label);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return foreign(label);
  return el('a', { ...attributes, href: url.href, rel: 'noopener noreferrer', target: '_blank', dir: 'auto' }, label);
}

function button(label, click, attributes = {}) {
  return el('button', { type: 'button', click, ...attributes }, label);
}

function signMark(kind) {
  return el('span', { class: `sign ${kind}`, 'aria-hidden': 'true' }, SIGN[kind].mark);
}

function announce(text) {
  $('live').textContent = text;
}
