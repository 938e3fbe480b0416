// Take away what is on screen: a picture, or the quotes as Markdown.

function save(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  el('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function buildExport() {
  fill($('export-panel'),
    button('Picture (PNG)', () => toPng((blob) => save('argument-map.png', blob))),
    button('Picture (SVG)', () => save('argument-map.svg', toSvg(), 'image/svg+xml')),
    button('Quotes (Markdown)', () => save('argument-map.md', toMarkdown(), 'text/markdown')),
    button('Print', () => window.print()));
}

function toPng(then) {
  const drawn = $('graph').querySelector('canvas');
  const copy = el('canvas', { width: drawn.width, height: drawn.height });
  const ctx = copy.getContext('2d');
  ctx.fillStyle = palette.canvas;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(drawn, 0, 0);
  copy.toBlob(then, 'image/png');
}

function svg(tag, attributes, text) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function toSvg() {
  const nodes = graph.view.nodes;
  const left = Math.min(...nodes.map((n) => n.x - n.w / 2)) - 30;
  const top = Math.min(...nodes.map((n) => n.y - n.h / 2)) - 30;
  const wide = Math.max(...nodes.map((n) => n.x + n.w / 2)) + 30 - left;
  const tall = Math.max(...nodes.map((n) => n.y + n.h / 2)) + 30 - top;
  const root = svg('svg', { viewBox: `${left} ${top} ${wide} ${tall}`, width: wide, height: tall, 'font-family': SANS });
  root.append(svg('title', {}, plain(map.thread.title)), svg('rect', { x: left, y: top, width: wide, height: tall, fill: palette.canvas }));
  graph.view.edges.forEach((item) => root.append(...svgEdge(item)));
  nodes.forEach((node) => root.append(...shapesOf(node, { selected: isSelected(node) }).map((shape) => svgShape(shape, node.faded))));
  return new XMLSerializer().serializeToString(root);
}

function svgEdge(item) {
  const a = graph.nodes.get(item.from);
  const b = graph.nodes.get(item.to);
  const half = (b.x - a.x) / 2;
  const path = item.plain ? `M${a.x} ${a.y}L${b.x} ${b.y}` : `M${a.x} ${a.y}C${a.x + half} ${a.y} ${b.x - half} ${b.y} ${b.x} ${b.y}`;
  const out = [svg('path', { d: path, fill: 'none', stroke: palette[item.kind], 'stroke-width': item.width || 1.6, 'stroke-dasharray': item.kind === 'contrasts' ? '9 6' : item.kind === 'rephrases' ? '2 5' : null })];
  if (item.label) out.push(svg('text', { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, fill: palette[item.kind], 'font-size': 13, 'text-anchor': 'middle', stroke: palette.canvas, 'stroke-width': 4, 'paint-order': 'stroke' }, item.label));
  return out;
}

function svgShape(shape, faded) {
  const look = { fill: shape.fill || 'none', stroke: shape.stroke, 'stroke-width': shape.stroke ? shape.width : null, 'stroke-dasharray': shape.dash ? shape.dash.join(' ') : null, opacity: faded ? 0.28 : null };
  if (shape.type === 'circle') return svg('circle', { cx: shape.x, cy: shape.y, r: shape.r, ...look });
  if (shape.type === 'box') return svg('rect', { x: shape.x, y: shape.y, width: shape.w, height: shape.h, rx: shape.radius, ...look });
  if (shape.type === 'text') {
    return svg('text', { x: shape.x, y: shape.y, fill: shape.fill, 'font-size': shape.size, 'font-weight': shape.bold ? 600 : null, 'text-anchor': shape.align === 'center' ? 'middle' : 'start', 'dominant-baseline': 'central' }, shape.text);
  }
  const at = (angle) => `${shape.x + shape.r * Math.cos(angle)} ${shape.y + shape.r * Math.sin(angle)}`;
  return svg('path', { d: `M${at(shape.start)}A${shape.r} ${shape.r} 0 ${shape.end - shape.start > Math.PI ? 1 : 0} 1 ${at(shape.end)}`, ...look });
}

// Markdown in which foreign text cannot become markup.
function escaped(text) {
  return plain(text, 20000).replace(/[\\`*_{}[\]<>()#+!|~-]/g, '\\$&').replace(/&/g, '&amp;');
}

function toMarkdown() {
  const numbers = state.claim && state.kind === 'claim' ? [byId.claim.get(state.claim).index] : claimsHere();
  const lines = [`# ${escaped(map.thread.title)}`, '', ...crumbs().slice(1).map((crumb) => `## ${escaped(crumb.label)}`), ''];
  if (state.kind === 'point') lines.push(escaped(byId.point.get(state.id).text), '');
  for (const number of numbers.slice(0, 500)) {
    const claim = claims[number];
    const post = posts[claim.post];
    const address = /^https?:\/\/[^\s<>]+$/.test(post.url || '') ? ` <${post.url}>` : '';
    lines.push(`> ${escaped(claim.text)}`, '>', `> — ${escaped(claim.author)}${address}`, '');
  }
  if (numbers.length > 500) lines.push(`… and ${numbers.length - 500} more claims.`, '');
  return lines.join('\n');
}
