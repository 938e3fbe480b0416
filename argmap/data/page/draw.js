// One description of each node's shapes, drawn on the canvas and written as SVG.

let palette = {};

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(`--${name}`).trim();
  palette = {
    ink: color('ink'), muted: color('muted'), card: color('card'), line: color('line'), canvas: color('canvas'), accent: color('accent'), fresh: color('fresh'),
    supports: color('supports'), contrasts: color('contrasts'), rephrases: color('rephrases'), compared: color('muted'),
    themes: [...Array(8).keys()].map((number) => ({ fill: color(`t${number}`), edge: color(`t${number}-edge`) })),
  };
}

function themeColor(index) {
  return index < 0 ? { fill: palette.card, edge: palette.muted } : palette.themes[themes[index].color % 8];
}

// Shapes are plain records: circle, arc, box, text.
function shapesOf(node, marked = {}) {
  const shapes = node.kind === 'theme' ? themeShapes(node) : cardShapes(node);
  if (marked.selected || marked.focused) {
    const outline = { stroke: palette.accent, width: marked.selected ? 3.5 : 2.5, dash: marked.selected ? null : [4, 3] };
    shapes.push(node.kind === 'theme'
      ? { type: 'circle', x: node.x, y: node.y, r: node.r + 9, ...outline }
      : { type: 'box', x: node.x - node.w / 2 - 4, y: node.y - node.h / 2 - 4, w: node.w + 8, h: node.h + 8, radius: 12, ...outline });
  }
  return shapes;
}

function themeShapes(node) {
  const tint = themeColor(node.theme);
  const { x, y, r } = node;
  const shapes = [{ type: 'circle', x, y, r: r + (node.hover ? 3 : 0), fill: tint.fill, stroke: tint.edge, width: 1.5 }];
  // The ring: how much of what is said inside supports (solid) and contrasts (dashed).
  const signed = node.supports + node.contrasts;
  if (signed) {
    const start = -Math.PI / 2;
    const cut = start + (2 * Math.PI * node.supports) / signed;
    if (node.supports) shapes.push({ type: 'arc', x, y, r: r + 4, start, end: cut - (node.contrasts ? 0.04 : 0.0001), stroke: palette.supports, width: 4 });
    if (node.contrasts) shapes.push({ type: 'arc', x, y, r: r + 4, start: cut + (node.supports ? 0.04 : 0.0001), end: start + 2 * Math.PI, stroke: palette.contrasts, width: 4, dash: [6, 4] });
  }
  const tall = node.lines.length * 22 + 6 + node.subs.length * 18;
  let at = y - tall / 2 + 11;
  for (const line of node.lines) {
    shapes.push({ type: 'text', x, y: at, text: line, size: 18, bold: true, fill: palette.ink, align: 'center' });
    at += 22;
  }
  at += 4;
  for (const line of node.subs) {
    shapes.push({ type: 'text', x, y: at, text: line, size: 14, fill: palette.muted, align: 'center' });
    at += 18;
  }
  return shapes;
}

function cardShapes(node) {
  const tint = themeColor(node.theme);
  const left = node.x - node.w / 2;
  const top = node.y - node.h / 2;
  const group = node.kind === 'group';
  const pillLike = node.kind === 'pill';
  const strong = node.kind === 'point' || node.middle;
  const shapes = [{
    type: 'box', x: left, y: top, w: node.w, h: node.h, radius: pillLike ? node.h / 2 : 8,
    fill: node.kind === 'point' || pillLike || group ? tint.fill : palette.card,
    stroke: node.hover ? palette.accent : node.change ? palette.fresh : strong ? tint.edge : palette.line, width: strong || node.change ? 1.75 : 1.25, dash: group ? [5, 4] : null,
  }];
  if (node.kind === 'claim') shapes.push({ type: 'box', x: left, y: top + 6, w: 4, h: node.h - 12, radius: 2, fill: tint.edge });
  const centred = pillLike || group;
  const x = centred ? node.x : left + 16;
  let at = top + 10;
  for (const row of node.rows) {
    at += row.before || 0;
    const middle = at + (row.size + 5) / 2;
    if (row.mark) shapes.push({ type: 'text', x, y: middle, text: row.mark.text, size: 13, bold: true, fill: palette[row.mark.tint], align: 'left' });
    shapes.push({ type: 'text', x: x + (row.indent || 0), y: middle, text: row.text, size: row.size, bold: row.bold, fill: palette[row.tint || 'ink'], align: centred ? 'center' : 'left' });
    at += row.size + 5;
  }
  if (node.kind === 'point' && node.labelled) shapes.push(...balance(node, left + node.w - 96, top + 20));
  return shapes;
}

// A small bar: solid for those with the point, striped outline for those against it.
function balance(node, x, y) {
  const total = node.supports + node.contrasts;
  if (!total) return [];
  const cut = Math.round((80 * node.supports) / total);
  const out = [];
  if (cut) out.push({ type: 'box', x, y: y - 3, w: cut, h: 6, radius: 3, fill: palette.supports });
  if (cut < 80) out.push({ type: 'box', x: x + cut + 1, y: y - 2.5, w: 79 - cut, h: 5, radius: 2.5, stroke: palette.contrasts, width: 1.5, dash: [3, 2] });
  return out;
}

function paint(ctx, shapes, faded) {
  ctx.globalAlpha = faded ? 0.28 : 1;
  for (const shape of shapes) {
    ctx.setLineDash(shape.dash || []);
    ctx.lineWidth = shape.width || 1;
    if (shape.type === 'text') {
      ctx.font = font(shape.size, shape.bold ? 600 : 400);
      ctx.fillStyle = shape.fill;
      ctx.textAlign = shape.align;
      ctx.textBaseline = 'middle';
      ctx.fillText(shape.text, shape.x, shape.y);
      continue;
    }
    ctx.beginPath();
    if (shape.type === 'circle') ctx.arc(shape.x, shape.y, shape.r, 0, 2 * Math.PI);
    else if (shape.type === 'arc') ctx.arc(shape.x, shape.y, shape.r, shape.start, shape.end);
    else ctx.roundRect(shape.x, shape.y, shape.w, shape.h, shape.radius);
    if (shape.fill) {
      ctx.fillStyle = shape.fill;
      ctx.fill();
    }
    if (shape.stroke) {
      ctx.strokeStyle = shape.stroke;
      ctx.stroke();
    }
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}
