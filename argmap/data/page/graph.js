// The canvas in the middle: vis-network draws what views.js decided, physics off.

// Room for the hint above the picture, in pixels.
const topRoom = () => (narrow() ? 62 : 34);
// Views with a middle to keep in sight.
const STEADY = ['point', 'claim', 'entity', 'camp'];

const graph = { network: null, view: null, nodes: new Map(), focused: null, hover: null };

function startGraph() {
  graph.data = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
  graph.network = new vis.Network($('graph'), graph.data, {
    physics: false,
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, keyboard: false, selectConnectedEdges: false, hoverConnectedEdges: false, dragNodes: true, zoomSpeed: 0.6 },
    nodes: { shape: 'custom', chosen: false, ctxRenderer: renderNode },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 0 },
  });
  graph.network.on('click', (event) => {
    $('graph').focus({ preventScroll: true });
    if (event.nodes.length) graph.nodes.get(event.nodes[0]).open();
    else if (event.edges.length) openEdge(event.edges[0]);
  });
  graph.network.on('doubleClick', (event) => {
    const node = event.nodes.length && graph.nodes.get(event.nodes[0]);
    if (node && node.enter) node.enter();
  });
  graph.network.on('hoverNode', (event) => setHover(event.node));
  graph.network.on('blurNode', () => setHover(null));
  graph.network.on('dragEnd', (event) => event.nodes.forEach((id) => {
    Object.assign(graph.nodes.get(id), graph.network.getPosition(id));
  }));
  $('graph').addEventListener('keydown', graphKey);
  $('graph').addEventListener('blur', () => { graph.focused = null; graph.network.redraw(); });
}

function renderNode({ ctx, id, x, y }) {
  const node = graph.nodes.get(id);
  return {
    drawNode() {
      if (!node) return;
      const at = { ...node, x, y, hover: graph.hover === id };
      paint(ctx, shapesOf(at, { selected: isSelected(node), focused: graph.focused === id }), node.faded);
    },
    nodeDimensions: { width: node ? node.w : 10, height: node ? node.h : 10 },
  };
}

function isSelected(node) {
  return node.claim !== undefined && node.claim === state.claim;
}

function setHover(id) {
  graph.hover = id;
  $('graph').classList.toggle('over', id !== null);
  graph.network.redraw();
}

function visEdge(item) {
  const contrast = item.kind === 'contrasts';
  const color = palette[item.kind];
  const bend = item.plain || item.curve
    ? { enabled: Boolean(item.curve), type: item.curve > 0 ? 'curvedCW' : 'curvedCCW', roundness: Math.abs(item.curve || 0) }
    : { enabled: true, type: 'cubicBezier', forceDirection: 'horizontal', roundness: 0.62 };
  return {
    id: item.id, from: item.from, to: item.to, color: { color, hover: color, highlight: color, opacity: item.faint ? 0.4 : 0.85 }, width: item.width || 1.6,
    dashes: contrast ? [9, 6] : item.kind === 'rephrases' ? [2, 5] : false,
    arrows: item.plain ? '' : { to: { enabled: true, type: contrast ? 'bar' : item.kind === 'rephrases' ? 'circle' : 'arrow', scaleFactor: contrast ? 0.8 : 0.65 } },
    smooth: bend, label: item.label || undefined,
    font: { size: 15, color, face: SANS, strokeWidth: 0, background: palette.canvas, align: 'horizontal' },
  };
}

// Show a view. Fits only when it is another one than before, so a click never moves the map.
function drawGraph(refit) {
  graph.view = buildView();
  graph.nodes = new Map(graph.view.nodes.map((node) => [node.id, node]));
  graph.edges = new Map(graph.view.edges.map((item) => [item.id, item]));
  graph.hover = null;
  if (!graph.nodes.has(graph.focused)) graph.focused = null;
  graph.data.edges.clear();
  graph.data.nodes.clear();
  graph.data.nodes.add(graph.view.nodes.map(({ id, x, y }) => ({ id, x, y })));
  graph.data.edges.add(graph.view.edges.map(visEdge));
  $('hint').textContent = graph.view.nodes.length ? graph.view.hint || '' : claims.length ? 'Nothing here passes the filters.' : 'This map holds no claims.';
  listNodes();
  if (refit) fitGraph();
}

// The canvas says nothing to a screen reader: the same nodes as buttons, out of sight and out of
// the tab order (the arrow keys move among them on the canvas).
function listNodes() {
  fill($('nodes'), graph.view.nodes.map((node) => el('li', {}, button(node.say, node.open, { tabindex: '-1', 'data-node': node.id, 'data-at': `${node.x},${node.y}` }))));
}

function fitGraph() {
  const box = $('graph').getBoundingClientRect();
  if (!graph.view || !graph.view.nodes.length || !box.width) return;
  const all = extent(graph.view.nodes);
  const [wide, tall] = [all.right - all.left + 32, all.bottom - all.top + 32];
  const above = topRoom();
  const room = box.height - above;
  const scale = Math.min(1.25, box.width / wide, room / tall);
  // Words too small to read help nobody: rather show the beginning and let the reader pan.
  const least = narrow() ? Math.min(0.78, box.width / wide) : ['overview', 'changes'].includes(state.kind) ? 0 : 0.66;
  const used = Math.max(scale, least);
  let x = (all.left + all.right) / 2;
  let y = (all.top + all.bottom) / 2 - above / 2 / used;
  if (tall * used > room + 1 && (narrow() || !STEADY.includes(state.kind))) y = all.top - 16 - above / used + box.height / 2 / used;
  if (wide * used > box.width + 1 && !STEADY.includes(state.kind)) x = all.left - 16 + box.width / 2 / used;
  graph.network.moveTo({ position: { x, y }, scale: used, animation: false });
  $('hint').textContent = `${graph.view.hint || ''}${used > scale * 1.02 ? ' Drag to see the rest.' : ''}`;
  Object.assign($('graph').dataset, { scale: used, left: x, top: y });
  if (state.kind === 'walk') keepNodeInSight(graph.nodes.get(`claim:${state.claim}`));
}

function zoomGraph(factor) {
  graph.network.moveTo({ scale: Math.min(4, Math.max(0.08, graph.network.getScale() * factor)), animation: false });
}

function openEdge(id) {
  const item = graph.edges.get(id);
  if (!item || item.relation === undefined) return;
  state.edge = item.relation;
  select(claims[relations[item.relation].source].id);
}

function graphKey(event) {
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (arrows[event.key]) moveFocus(...arrows[event.key]);
  else if (event.key === 'Enter' || event.key === ' ') enterFocused(event.shiftKey);
  else if (event.key === 'Escape' || event.key === 'Backspace') up();
  else if (event.key === '+' || event.key === '=') zoomGraph(1.25);
  else if (event.key === '-') zoomGraph(0.8);
  else if (event.key === '0') fitGraph();
  else return;
  event.preventDefault();
}

function enterFocused(deeper) {
  const node = graph.nodes.get(graph.focused);
  if (!node) return;
  if (node.enter && (deeper || isSelected(node))) node.enter();
  else node.open();
}

// The nearest node in a direction; sideways distance counts double.
function moveFocus(dx, dy) {
  const from = graph.nodes.get(graph.focused);
  const others = graph.view.nodes.filter((node) => node !== from);
  let best = null;
  let least = Infinity;
  for (const node of others) {
    const along = from ? (node.x - from.x) * dx + (node.y - from.y) * dy : 2;
    if (along <= 1) continue;
    const aside = from ? Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx) : Math.hypot(node.x, node.y);
    if (along + 2 * aside < least) [best, least] = [node, along + 2 * aside];
  }
  if (!best) return;
  graph.focused = best.id;
  announce(best.say);
  keepNodeInSight(best);
  graph.network.redraw();
}

function keepNodeInSight(node) {
  if (!node) return;
  const at = graph.network.canvasToDOM({ x: node.x, y: node.y });
  const box = $('graph').getBoundingClientRect();
  if (at.x < 60 || at.y < 90 || at.x > box.width - 60 || at.y > box.height - 60) {
    graph.network.moveTo({ position: { x: node.x, y: node.y }, animation: false });
    Object.assign($('graph').dataset, { left: node.x, top: node.y });
  }
}
