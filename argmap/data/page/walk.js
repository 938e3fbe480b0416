// The traversal that wrote a section of the summary, step by step.

const stroll = { running: 0 };
const VIA = { supports: 'supports', contrasts: 'contrasts', rephrases: 'rephrases', similar: 'compared' };

// A tree from left to right: each step stands right of the claim from which it was reached.
function walkView(theme) {
  const at = Math.min(state.step, theme.walk.length - 1);
  const place = new Map(theme.walk.map(([number], step) => [number, step]));
  const nodes = theme.walk.map(([number], step) => {
    const node = claimNode(number);
    node.foot = `${step + 1} · ${node.foot}`;
    node.rows[node.rows.length - 1].text = node.foot;
    return Object.assign(node, { faded: step > at || node.faded, open: () => toStep(theme, step), enter: () => open('claim', claims[number].id) });
  });
  const children = theme.walk.map(() => []);
  const starts = [];
  theme.walk.forEach(([, , source], step) => {
    const from = place.get(source);
    if (from !== undefined && from < step) children[from].push(step);
    else starts.push(step);
  });
  let y = 0;
  const put = (step, depth) => {
    const node = nodes[step];
    const first = y;
    children[step].forEach((child) => put(child, depth + 1));
    if (y === first) y += node.h + GAP;
    else y = Math.max(y, first + node.h + GAP);
    Object.assign(node, { x: depth * 310, y: Math.round((first + y - GAP) / 2) });
  };
  if (narrow()) underEachOther(nodes, children, starts);
  else starts.forEach((step) => { put(step, 0); y += GAP; });
  const edges = theme.walk.flatMap(([number, via, source], step) => (step <= at && place.get(source) < step
    ? [edge(nodes[step].id, nodes[place.get(source)].id, VIA[via] || 'compared', { plain: via === 'similar' })] : []));
  return { nodes, edges, hint: 'How the summary reads this theme: a weighty claim, then what is joined to it.' };
}

function underEachOther(nodes, children, starts) {
  let y = 0;
  const put = (step, depth) => {
    Object.assign(nodes[step], { x: Math.min(depth, 3) * 40, y: Math.round(y + nodes[step].h / 2) });
    y += nodes[step].h + 34;
    children[step].forEach((child) => put(child, depth + 1));
  };
  starts.forEach((step) => put(step, 0));
}

function toStep(theme, step) {
  const at = Math.max(0, Math.min(theme.walk.length - 1, step));
  go({ ...state, kind: 'walk', id: theme.id, step: at, claim: claims[theme.walk[at][0]].id }, state.kind === 'walk');
  keepNodeInSight(graph.nodes.get(`claim:${claims[theme.walk[at][0]].id}`));
}

function startWalk(theme) {
  open('walk', theme.id, claims[theme.walk[0][0]].id);
  playWalk(theme);
}

function stopWalk() {
  clearInterval(stroll.running);
  stroll.running = 0;
}

function playWalk(theme) {
  stopWalk();
  if (state.step >= theme.walk.length - 1) toStep(theme, 0);
  stroll.running = setInterval(() => {
    if (state.kind !== 'walk' || state.id !== theme.id || state.step >= theme.walk.length - 1) stopWalk();
    else toStep(theme, state.step + 1);
    drawSteps();
  }, 1800);
  drawSteps();
}

// Back, play, on: beside the crumbs.
function drawSteps() {
  const theme = state.kind === 'walk' ? byId.theme.get(state.id) : null;
  $('steps').hidden = !theme;
  if (!theme) return stopWalk();
  const step = (by) => () => { stopWalk(); toStep(theme, state.step + by); };
  fill($('steps'),
    button('‹', step(-1), { 'aria-label': 'Step back', disabled: state.step <= 0 }),
    el('span', { role: 'status' }, `Step ${Math.min(state.step + 1, theme.walk.length)} of ${theme.walk.length}`),
    button('›', step(1), { 'aria-label': 'Next step', disabled: state.step >= theme.walk.length - 1 }),
    button(stroll.running ? 'Pause' : 'Play', () => { if (stroll.running) { stopWalk(); drawSteps(); } else playWalk(theme); }, { id: 'walk-play' }));
  return undefined;
}

function walkLine() {
  if (state.kind !== 'walk') return null;
  const [, via, source] = byId.theme.get(state.id).walk[state.step] || [];
  if (source === null || source === undefined) return el('p', { class: 'small walk-line' }, 'The walk starts anew here.');
  const mark = SIGN[via] ? [signMark(via), ` ${SIGN[via].word} `] : 'is like ';
  return el('p', { class: 'small walk-line' }, 'Reached because it ', mark, foreign(`“${shorten(claims[source].text, 90)}”`));
}
