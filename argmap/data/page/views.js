// From where the reader is to what stands on the canvas. Never more than some sixty nodes.

const SIDE_MOST = 6;
const COLUMN = 6;
const GRID_MOST = 24;

function themeNode(theme) {
  const shown = filtered() ? theme.claims.filter((number) => passes(claims[number])).length : theme.claims.length;
  const r = theme.r * (filtered() ? 0.6 + 0.4 * Math.sqrt(shown / Math.max(1, theme.claims.length)) : 1);
  const share = filtered() ? `${shown} of ${counted(theme.claims.length, 'claim')}` : counted(theme.claims.length, 'claim');
  return {
    id: `theme:${theme.id}`, kind: 'theme', theme: theme.index, x: theme.x, y: theme.y, r, w: 2 * r, h: 2 * r,
    lines: wrap(theme.heading, font(18, 600), r * 1.6, 4),
    subs: [counted(theme.voices, 'voice'), share, ...themeChange(theme)],
    faded: filtered() && shown === 0, supports: theme.supports, contrasts: theme.contrasts,
    say: `Theme: ${plain(theme.heading)}. ${counted(theme.voices, 'voice')}, ${share}.`,
    open: () => open('theme', theme.id),
  };
}

function card(node, text, width, most, size = 14) {
  node.rows = wrap(text, font(size, node.bold ? 600 : 400), width - 30, most).map((line) => ({ text: line, size, bold: node.bold }));
  return sized(node, width);
}

function sized(node, width) {
  if (node.news) node.rows.push({ text: node.news, size: 12.5, tint: 'fresh', bold: true, before: 3 });
  if (node.foot) node.rows.push({ text: node.foot, size: 12.5, tint: 'muted', before: 3 });
  node.w = width;
  node.h = 20 + node.rows.reduce((sum, row) => sum + rowHeight(row), 0);
  return node;
}

function rowHeight(row) {
  return row.size + 5 + (row.before || 0);
}

// A point as a small balance sheet: what it is about, what is said, what is objected.
function pointNode(point, width = 340, most = 3) {
  const told = pointParts(point);
  const rows = [];
  const label = told.subject;
  if (label) wrap(label, font(15, 600), width - 130, 2).forEach((line) => rows.push({ text: line, size: 15, bold: true }));
  for (const [kind, count, words] of [['supports', point.supports, told.say], ['contrasts', point.contrasts, told.object]]) {
    if (!count && !words) continue;
    const lines = words ? wrap(`“${words}”`, font(14), width - 76, most) : [kind === 'supports' ? 'with it' : 'against it'];
    lines.forEach((line, number) => rows.push({ text: line, size: 14, indent: 46, before: number ? 0 : 5, tint: words ? undefined : 'muted', mark: number ? null : { text: `${SIGN[kind].mark} ${count}`, tint: kind } }));
  }
  return sized({
    id: `point:${point.id}`, kind: 'point', theme: point.theme, supports: point.supports, contrasts: point.contrasts, rows, labelled: Boolean(label), change: point.change, news: changeWords(point),
    say: `Point: ${plain(point.text)}. ${point.supports} with, ${point.contrasts} against.`,
    faded: filtered() && !point.claims.some((number) => passes(claims[number])),
    open: () => open('point', point.id),
  }, width);
}

function claimNode(number, middle = false) {
  const claim = claims[number];
  const kind = claim.kind === 'claim' ? '' : ` · ${claim.kind}`;
  return card({
    id: `claim:${claim.id}`, kind: 'claim', theme: claim.theme, claim: claim.id, middle, bold: middle,
    foot: `${shorten(claim.author, 22)}${kind}`, news: changeWords(claim), change: claim.change,
    say: `${changeKinds(claim).map((each) => `${CHANGE[each].word} `).join('')}${claim.kind} by ${plain(claim.author)}: ${plain(claim.text)}`,
    open: () => select(claim.id),
    enter: () => open('claim', claim.id),
  }, shorten(claim.text, middle ? 180 : 110), middle ? 280 : 240, middle ? 8 : 5);
}

// A side is named by a letter; its weightiest claim says what it is about.
function campNode(camp) {
  return card({
    id: `camp:${camp.id}`, kind: 'group', theme: camp.theme, foot: `${counted(camp.claims.length, 'claim')} · ${counted(voicesOf(camp.claims), 'voice')}`,
    say: `${camp.name}: ${counted(camp.claims.length, 'claim')}. ${plain(campWords(camp))}`, open: () => open('camp', camp.id),
  }, `${camp.name}: “${shorten(campWords(camp), 110)}”`, narrow() ? 236 : 270, 4);
}

function groupNode(id, text, foot, then, theme = -1) {
  return card({ id: `group:${id}`, kind: 'group', theme, foot, say: `${text}. ${foot || ''}`, open: then }, text, 190, 2);
}

function pill(id, text, foot, then) {
  return card({ id, kind: 'pill', theme: -1, bold: true, foot, say: `${plain(text)}. ${foot}`, open: then }, text, 190, 2, 14);
}

// Claims in no theme: counted below the themes, listed in the table.
function looseNode(count, top) {
  const lowest = Math.max(...top.map((theme) => theme.y + theme.r));
  const node = groupNode('loose', 'Unconnected claims', counted(count, 'claim'), () => go({ ...state, table: true }));
  return Object.assign(node, { x: 0, y: lowest + 90 });
}

function moreNode(hidden, name = 'more') {
  return hidden > 0 ? [groupNode(name, `${hidden} more`, 'show them', () => go({ ...state, more: state.more + 1 }))] : [];
}

const builders = {
  overview() {
    const top = roots();
    const loose = claims.filter((claim) => claim.theme < 0).map((claim) => claim.index);
    if (!top.length) return gridOf(loose);
    const nodes = top.map((theme) => themeNode(theme));
    if (narrow()) pairsOf(nodes);
    if (loose.length) nodes.push(looseNode(loose.length, nodes));
    const edges = themeLinks(nodes);
    return { nodes, edges, hint: `${narrow() ? 'Tap' : 'Click'} a theme to open it.${edges.length ? ' Lines: replies, and things judged alike ▲ or unlike ▼.' : ' The bigger, the more voices.'}` };
  },

  changes() {
    return builders.overview();
  },

  theme(id) {
    const theme = byId.theme.get(id);
    if (!theme.points.length && !theme.children.length) return campsOf(theme);
    const camps = theme.camps.filter((camp) => camp.claims.length).slice(0, 2);
    const nodes = theme.points.map((point) => {
      const node = pointNode(point, 340, 2);
      const foot = campFoot(theme, camps, point);
      return foot && camps.length > 1 ? sized(Object.assign(node, { foot, news: null }), 340) : node;
    });
    partsOf(theme).forEach((part) => nodes.push(groupNode(part.id, part.heading, counted(part.claims.length, 'claim'), () => open('theme', part.id), part.index)));
    const rest = restOf(theme);
    if (rest.length) nodes.push(groupNode('rest', 'Other claims', `${counted(rest.length, 'claim')} no point cites`, () => open('rest', theme.id), theme.index));
    const across = narrow() || nodes.length === 1 ? 1 : 2;
    grid(nodes, across, 368, 18);
    if (camps.length < 2) return { nodes, edges: [], hint: 'Open a point to see who says it.' };
    const sidesOf = camps.map((camp) => campNode(camp));
    const top = Math.min(...nodes.map((node) => node.y - node.h / 2));
    sidesOf.forEach((node, number) => Object.assign(node, { x: (number ? 1 : -1) * (narrow() ? 150 : 219), y: top - 42 - Math.max(...sidesOf.map((item) => item.h)) / 2 }));
    return { nodes: [...sidesOf, ...nodes], edges: campEdges(camps), hint: 'The two sides above, the points below. Open a point to see who says it.' };
  },

  point(id) {
    const point = byId.point.get(id);
    const quoted = new Set(point.quotes.map((quote) => quote.claim));
    const order = (numbers) => [...numbers.filter((n) => quoted.has(n)), ...heaviest(numbers.filter((n) => !quoted.has(n)))];
    const all = point.claims.filter((number) => passes(claims[number]));
    const most = SIDE_MOST * state.more;
    const stands = new Set(withPoint(point));
    const withIt = order(all.filter((number) => stands.has(number)));
    const against = order(all.filter((number) => point.against.has(number)));
    const centre = Object.assign(pointNode(point, 290, 6), { x: 0, y: 0, middle: true });
    const view = sides(centre, withIt, against, most, 'supports', 'contrasts');
    addNeutral(view, order(all.filter((number) => point.undecidedSet.has(number))));
    return view;
  },

  camp(id) {
    return gridOf(byId.camp.get(id).claims);
  },

  rest(id) {
    return gridOf(restOf(byId.theme.get(id)));
  },

  claim(id) {
    return neighbourhood(byId.claim.get(id), state.depth);
  },

  entity(id) {
    const entity = byId.entity.get(id);
    const polarity = (number) => claims[number].mentions.find((mention) => mention[0] === entity.index)[3];
    const all = entity.claims.filter((number) => passes(claims[number]));
    const centre = Object.assign(pill(`entity:${id}`, entity.name, counted(entity.claims.length, 'claim'), () => open('entity', id)), { x: 0, y: 0, middle: true });
    const tone = (wanted) => heaviest(all.filter((n) => polarity(n) === wanted));
    const view = sides(centre, tone('positive'), tone('negative'), SIDE_MOST * state.more, 'supports', 'contrasts');
    addComparisons(view, entity, centre);
    addNeutral(view, tone('neutral'));
    view.hint = 'Left, who speaks well of it; right, badly. Above, what it is compared with.';
    return view;
  },

  walk(id) {
    return walkView(byId.theme.get(id));
  },

  author(name) {
    return gridOf(authors.get(name).claims);
  },

  path(id) {
    const steps = pathBetween(...ends(id));
    const nodes = steps.map((step) => claimNode(step.claim));
    grid(nodes, narrow() ? 1 : 3, 330);
    const edges = relationEdges(nodes);
    steps.forEach((step, number) => {
      if (number && !step.relation) edges.push(edge(nodes[number - 1].id, nodes[number].id, 'compared', { plain: true, label: 'same comment' }));
    });
    return { nodes, edges, hint: steps.length ? `${counted(steps.length - 1, 'step')} from the first claim to the last.` : 'No relation leads from one of these claims to the other.' };
  },
};

// A theme without points: its two largest sides, and the claims on neither.
function campsOf(theme) {
  const [left, right] = [theme.camps[0]?.claims || [], theme.camps[1]?.claims || []];
  if (!left.length || !right.length) return gridOf(theme.claims);
  const sided = new Set([...left, ...right]);
  const shown = (numbers) => heaviest(numbers.filter((number) => passes(claims[number])));
  const centre = Object.assign(pill(`theme:${theme.id}`, theme.heading, counted(theme.claims.length, 'claim'), () => open('theme', theme.id)), { x: 0, y: 0, middle: true, theme: theme.index });
  const view = sides(centre, shown(left), shown(right), SIDE_MOST * state.more, 'compared', 'compared');
  addNeutral(view, shown(theme.claims.filter((number) => !sided.has(number))));
  view.hint = `Left, ${theme.camps[0].name}; right, ${theme.camps[1].name}.`;
  return view;
}

// The parts of a large theme that no point of its summary speaks for.
function partsOf(theme) {
  const cited = new Set(theme.points.flatMap((point) => point.claims));
  return theme.children.map((number) => themes[number]).filter((part) => part.claims.some((claim) => !cited.has(claim)));
}

function sides(centre, left, right, most, leftKind, rightKind) {
  const sign = state.filters.sign;
  const leftNodes = (sign && sign !== leftKind ? [] : left).slice(0, most).map((n) => claimNode(n));
  const rightNodes = (sign && sign !== rightKind ? [] : right).slice(0, most).map((n) => claimNode(n));
  const edges = [...leftNodes.map((node) => edge(node.id, centre.id, leftKind)), ...rightNodes.map((node) => edge(node.id, centre.id, rightKind))];
  const hidden = Math.max(0, left.length - most) + Math.max(0, right.length - most);
  const extra = moreNode(hidden);
  if (narrow()) {
    below(leftNodes, -128, centre.h / 2 + 40);
    below(rightNodes, 128, centre.h / 2 + 40);
    const lowest = Math.max(centre.h / 2, ...[...leftNodes, ...rightNodes].map((node) => node.y + node.h / 2));
    extra.forEach((node) => Object.assign(node, { x: 0, y: lowest + 60 }));
    return { nodes: [centre, ...leftNodes, ...rightNodes, ...extra], edges: [], hint: 'Left stands with it, right stands against it.' };
  }
  const inner = centre.w / 2 + 66;
  columns(leftNodes, -1, inner, COLUMN);
  columns(rightNodes, 1, inner, COLUMN);
  extra.forEach((node) => Object.assign(node, { x: 0, y: centre.h / 2 + 90 }));
  const nodes = [centre, ...leftNodes, ...rightNodes, ...extra];
  return { nodes, edges: [...edges, ...relationEdges(nodes, { faint: true })], hint: 'Left stands with it, right stands against it.' };
}

function gridOf(numbers) {
  const all = heaviest(numbers.filter((number) => passes(claims[number])));
  const most = GRID_MOST * state.more;
  const nodes = [...all.slice(0, most).map((n) => claimNode(n)), ...moreNode(all.length - most)];
  grid(nodes, narrow() ? 2 : Math.max(1, Math.min(4, Math.ceil(Math.sqrt(nodes.length * 0.6)))), 264);
  return { nodes, edges: relationEdges(nodes), hint: counted(all.length, 'claim') };
}

// The claims around one, ring by ring; a neighbour keeps the side on which it was reached.
function neighbourhood(root, depth) {
  const seen = new Map([[root.index, { side: 0, ring: 0 }]]);
  let edgeOfSight = [root.index];
  const most = SIDE_MOST * 2 * state.more;
  let hidden = 0;
  for (let ring = 1; ring <= depth; ring += 1) {
    const next = [];
    for (const number of edgeOfSight) {
      for (const item of [...claims[number].from, ...claims[number].to].filter(relationPasses)) {
        const other = item.source === number ? item.target : item.source;
        if (seen.has(other) || !passes(claims[other])) continue;
        if (seen.size > most) {
          hidden += 1;
          continue;
        }
        const side = seen.get(number).side || (item.kind === 'contrasts' ? 1 : -1);
        seen.set(other, { side, ring });
        next.push(other);
      }
    }
    edgeOfSight = next;
  }
  const centre = Object.assign(claimNode(root.index, true), { x: 0, y: 0 });
  const nodes = [centre];
  for (const side of [-1, 1]) {
    let inner = centre.w / 2 + 66;
    for (let ring = 1; ring <= depth; ring += 1) {
      const part = [...seen].filter(([, at]) => at.side === side && at.ring === ring).map(([number]) => claimNode(number));
      if (!part.length) break;
      columns(part, side, inner, COLUMN);
      inner += Math.ceil(part.length / COLUMN) * 280 + 50;
      nodes.push(...part);
    }
  }
  moreNode(hidden).forEach((node) => nodes.push(Object.assign(node, { x: 0, y: centre.h / 2 + 90 })));
  const edges = relationEdges(nodes);
  root.points.slice(0, 2).forEach((point, number) => {
    const above = Object.assign(pointNode(point), { x: 0, y: 0 });
    above.y = -centre.h / 2 - 70 - above.h / 2 - number * (above.h + 20);
    nodes.push(above);
    const kind = point.undecidedSet.has(root.index) ? 'compared' : point.against.has(root.index) ? 'contrasts' : 'supports';
    edges.push(edge(centre.id, above.id, kind, { plain: kind === 'compared' }));
  });
  return { nodes, edges, hint: nodes.length > 1 ? 'Left stands with it, right stands against it; above, the points it is part of.' : 'No other claim is joined to this one.' };
}

function addComparisons(view, entity, centre) {
  const found = new Map();
  for (const item of map.comparisons) {
    if (item.a !== entity.index && item.b !== entity.index) continue;
    const other = item.a === entity.index ? item.b : item.a;
    if (!found.has(other)) found.set(other, { count: 0, better: 0, worse: 0 });
    const tally = found.get(other);
    tally.count += 1;
    if (item.preferred === entity.index) tally.better += 1;
    if (item.preferred === other) tally.worse += 1;
  }
  const top = [...found].sort((a, b) => b[1].count - a[1].count || a[0] - b[0]).slice(0, 5);
  // Above the middle, in the gap between the two sides.
  top.forEach(([other, tally], number) => {
    const verdict = tally.better || tally.worse ? `better ${tally.better}×, worse ${tally.worse}×` : `compared ${tally.count}×`;
    const node = pill(`entity:${entities[other].id}`, entities[other].name, verdict, () => open('entity', entities[other].id));
    view.nodes.push(Object.assign(node, { x: 0, y: -(110 + number * 64) }));
    if (number === 0) view.edges.push(edge(centre.id, node.id, 'compared', { plain: true }));
  });
}

// Claims on neither side: one card first, unfolded below where there is nothing else to see.
function addNeutral(view, numbers) {
  if (!numbers.length) return;
  if (state.more === 1 && view.nodes.some((node) => node.claim)) {
    const centre = view.nodes[0];
    const node = groupNode('neutral', `${numbers.length} on neither side`, 'show them', () => go({ ...state, more: state.more + 1 }));
    const over = view.nodes.find((other) => other.id === 'group:more');
    const under = narrow() ? Math.max(...view.nodes.map((other) => other.y + other.h / 2)) - 10 : centre.h / 2;
    view.nodes.push(Object.assign(node, { x: 0, y: over ? over.y + 80 : under + 90 }));
    return;
  }
  const most = 9 * state.more;
  const nodes = [...numbers.slice(0, most).map((n) => claimNode(n)), ...moreNode(numbers.length - most, 'named')];
  const lowest = Math.max(...view.nodes.map((node) => node.y + node.h / 2));
  grid(nodes, narrow() ? 2 : 3);
  nodes.forEach((node) => { node.y += lowest + 60; });
  view.nodes.push(...nodes);
}

function buildView() {
  const view = builders[state.kind](state.id);
  const ids = new Set(view.nodes.map((node) => node.id));
  view.edges = view.edges.filter((item) => ids.has(item.from) && ids.has(item.to));
  return view;
}

// The way from the overview down to here.
function crumbs() {
  const out = [{ label: 'Overview', go: () => open('overview') }];
  const theme = (index) => {
    if (index < 0) return;
    theme(themes[index].parent);
    out.push({ label: themes[index].heading, go: () => open('theme', themes[index].id) });
  };
  const here = byId[idKind()]?.get(state.id);
  if (state.kind === 'theme') theme(here.index);
  if (state.kind === 'point') { theme(here.theme); out.push({ label: shorten(here.text, 60) }); }
  if (state.kind === 'walk') { theme(here.index); out.push({ label: 'Walk' }); }
  if (state.kind === 'camp') { theme(here.theme); out.push({ label: here.name }); }
  if (state.kind === 'rest') { theme(here.index); out.push({ label: 'Other claims' }); }
  if (state.kind === 'entity') out.push({ label: here.name });
  if (state.kind === 'changes') out.push({ label: 'What changed' });
  if (state.kind === 'author') out.push({ label: state.id });
  if (state.kind === 'path') out.push({ label: 'Path between two claims' });
  if (state.kind === 'claim') {
    theme(here.theme);
    if (here.points[0]) out.push({ label: shorten(here.points[0].text, 40), go: () => open('point', here.points[0].id, here.id) });
    out.push({ label: shorten(here.text, 50) });
  }
  return out;
}

function up() {
  const way = crumbs();
  for (let at = way.length - 2; at >= 0; at -= 1) if (way[at].go) return way[at].go();
  return undefined;
}
