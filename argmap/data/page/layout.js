// Positions inside an opened view. No physics: the same view always looks the same.
// One picture everywhere: what stands with the middle is on the left, what stands against it
// on the right.

const GAP = 18;
const measure = document.createElement('canvas').getContext('2d');
const SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

function font(size, weightOf = 400) {
  return `${weightOf} ${size}px ${SANS}`;
}

function wrap(text, fontOf, width, most) {
  measure.font = fontOf;
  const lines = [];
  let line = '';
  const fits = (words) => measure.measureText(words).width <= width;
  for (const whole of plain(text).split(' ')) {
    for (const word of fits(whole) ? [whole] : pieces(whole, fits)) {
      if (line && !fits(`${line} ${word}`)) {
        lines.push(line);
        line = word;
      } else {
        line = line ? `${line} ${word}` : word;
      }
    }
  }
  if (line) lines.push(line);
  if (lines.length <= most) return lines;
  let last = lines[most - 1];
  while (last.length > 1 && !fits(`${last}…`)) last = last.slice(0, -1);
  return [...lines.slice(0, most - 1), `${last.replace(/[\s,;:.–—-]+$/, '')}…`];
}

function pieces(word, fits) {
  const out = [];
  let piece = '';
  for (const character of word) {
    if (piece && !fits(piece + character)) {
      out.push(piece);
      piece = character;
    } else {
      piece += character;
    }
  }
  return [...out, piece];
}

// Stack cards in columns: `side` -1 grows to the left, +1 to the right.
function columns(nodes, side, inner, perColumn) {
  const step = (nodes[0] ? nodes[0].w : 0) + 40;
  const count = Math.ceil(nodes.length / perColumn);
  const each = Math.ceil(nodes.length / Math.max(1, count));
  for (let column = 0; column < count; column += 1) {
    const part = nodes.slice(column * each, (column + 1) * each);
    const x = side * (inner + column * step);
    stack(part, x + (side * (part[0] ? part[0].w : 0)) / 2);
  }
}

function stack(nodes, x, gap = GAP) {
  const total = nodes.reduce((sum, node) => sum + node.h + gap, -gap);
  let y = -total / 2;
  for (const node of nodes) {
    node.x = x;
    node.y = Math.round(y + node.h / 2);
    y += node.h + gap;
  }
}

function grid(nodes, across, wide = 264, gap = 24) {
  const rows = [];
  for (let at = 0; at < nodes.length; at += across) rows.push(nodes.slice(at, at + across));
  let y = 0;
  for (const row of rows) {
    const tall = Math.max(...row.map((node) => node.h));
    row.forEach((node, column) => {
      node.x = Math.round((column - (Math.min(across, nodes.length) - 1) / 2) * wide);
      node.y = Math.round(y + node.h / 2);
    });
    y += tall + gap;
  }
}

function below(nodes, x, top) {
  let y = top;
  for (const node of nodes) {
    Object.assign(node, { x, y: Math.round(y + node.h / 2) });
    y += node.h + GAP;
  }
}

// A phone's width: things stand under each other instead of beside.
function narrow() {
  const wide = $('graph').clientWidth;
  return wide > 0 && wide < 560;
}

// Circles in two columns, for narrow windows.
function pairsOf(nodes) {
  const ends = [0, 70];
  nodes.forEach((node) => {
    const column = ends[0] <= ends[1] ? 0 : 1;
    Object.assign(node, { x: column ? 142 : -142, y: Math.round(ends[column] + node.r) });
    ends[column] += 2 * node.r + 34;
  });
}
