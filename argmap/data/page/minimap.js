// The whole view in small, with the part in sight; shown while something is out of sight.

const mini = { ctx: null, scale: 1, left: 0, top: 0 };

function startMinimap() {
  mini.ctx = $('minimap').getContext('2d');
  graph.network.on('afterDrawing', drawMinimap);
  const jump = (event) => {
    if (event.type === 'pointermove' && !event.buttons) return;
    const box = $('minimap').getBoundingClientRect();
    graph.network.moveTo({ position: { x: mini.left + (event.clientX - box.left) / mini.scale, y: mini.top + (event.clientY - box.top) / mini.scale }, animation: false });
  };
  $('minimap').addEventListener('pointerdown', jump);
  $('minimap').addEventListener('pointermove', jump);
}

function extent(nodes) {
  return {
    left: Math.min(...nodes.map((n) => n.x - n.w / 2)), right: Math.max(...nodes.map((n) => n.x + n.w / 2)),
    top: Math.min(...nodes.map((n) => n.y - n.h / 2)), bottom: Math.max(...nodes.map((n) => n.y + n.h / 2)),
  };
}

function drawMinimap() {
  const canvas = $('minimap');
  const nodes = graph.view ? graph.view.nodes : [];
  const box = $('graph').getBoundingClientRect();
  if (!nodes.length || !box.width) return;
  const all = extent(nodes);
  const from = graph.network.DOMtoCanvas({ x: 0, y: 0 });
  const to = graph.network.DOMtoCanvas({ x: box.width, y: box.height });
  canvas.hidden = from.x <= all.left && from.y <= all.top && to.x >= all.right && to.y >= all.bottom;
  if (canvas.hidden) return;
  const [wide, tall] = [canvas.width / 2, canvas.height / 2];
  mini.scale = Math.min((wide - 12) / (all.right - all.left), (tall - 12) / (all.bottom - all.top));
  mini.left = (all.left + all.right) / 2 - wide / 2 / mini.scale;
  mini.top = (all.top + all.bottom) / 2 - tall / 2 / mini.scale;
  const { ctx } = mini;
  ctx.setTransform(2, 0, 0, 2, 0, 0);
  ctx.clearRect(0, 0, wide, tall);
  const at = (x, y) => [(x - mini.left) * mini.scale, (y - mini.top) * mini.scale];
  for (const node of nodes) {
    const tint = themeColor(node.theme);
    ctx.fillStyle = node.kind === 'claim' ? tint.edge : tint.fill;
    ctx.strokeStyle = node.claim && node.claim === state.claim ? palette.accent : tint.edge;
    ctx.lineWidth = node.claim && node.claim === state.claim ? 2 : 1;
    ctx.globalAlpha = node.faded ? 0.3 : 0.8;
    ctx.beginPath();
    if (node.kind === 'theme') ctx.arc(...at(node.x, node.y), node.r * mini.scale, 0, 2 * Math.PI);
    else ctx.rect(...at(node.x - node.w / 2, node.y - node.h / 2), node.w * mini.scale, node.h * mini.scale);
    ctx.fill();
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.accent;
  ctx.lineWidth = 1.5;
  const [x, y] = at(from.x, from.y);
  const [right, low] = at(to.x, to.y);
  ctx.strokeRect(Math.max(1, x), Math.max(1, y), Math.min(wide - 1, right) - Math.max(1, x), Math.min(tall - 1, low) - Math.max(1, y));
}
