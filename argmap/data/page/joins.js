// Lines between what stands on the canvas, and ways from claim to claim.

function edge(from, to, kind, more = {}) {
  return { id: `${from}>${to}:${kind}`, from, to, kind, ...more };
}

// Signed relations among the claims on the canvas, each with its own line.
function relationEdges(nodes, more = {}) {
  const shown = new Map(nodes.filter((node) => node.claim).map((node) => [byId.claim.get(node.claim).index, node.id]));
  return relations
    .filter((item) => shown.has(item.source) && shown.has(item.target) && relationPasses(item))
    .map((item) => edge(shown.get(item.source), shown.get(item.target), item.kind, { id: `relation:${item.index}`, relation: item.index, width: 1 + 1.6 * item.confidence, ...more }));
}

// A line that would run under a third circle tells nobody anything.
function inTheOpen(item) {
  const at = (number) => graph.placed.get(`theme:${themes[number].id}`);
  const [a, b] = [at(item.a), at(item.b)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  return ![...graph.placed.values()].some((node) => {
    if (node === a || node === b || node.kind !== 'theme') return false;
    const along = ((node.x - a.x) * (b.x - a.x) + (node.y - a.y) * (b.y - a.y)) / length;
    const aside = Math.abs((node.x - a.x) * (b.y - a.y) - (node.y - a.y) * (b.x - a.x)) / length;
    return along > 0 && along < length && aside < node.r + 14;
  });
}

function themeLinks(nodes) {
  graph.placed = new Map(nodes.map((node) => [node.id, node]));
  const shown = new Set(nodes.filter((node) => node.kind === 'theme').map((node) => node.theme));
  const links = map.links.filter((item) => shown.has(item.a) && shown.has(item.b) && (!state.filters.sign || state.filters.sign === item.kind));
  const rank = [...links].sort((a, b) => b.count - a.count || a.a - b.a || a.b - b.b);
  // The strongest of each sign at each theme, where no other theme covers it; a theme's pane lists all.
  const used = new Set();
  const take = (item) => {
    const keys = [`${item.a}${item.kind}`, `${item.b}${item.kind}`];
    const fresh = keys.some((key) => !used.has(key));
    if (fresh) keys.forEach((key) => used.add(key));
    return fresh;
  };
  const kept = rank.filter(inTheOpen).filter(take);
  const joined = new Set(kept.flatMap((item) => [item.a, item.b]));
  for (const item of rank) {
    if (joined.has(item.a) && joined.has(item.b)) continue;
    kept.push(item);
    joined.add(item.a).add(item.b);
  }
  const pairs = kept.map((item) => `${item.a} ${item.b}`);
  const both = (item) => pairs.filter((pair) => pair === `${item.a} ${item.b}`).length > 1;
  return kept.map((item) => edge(`theme:${themes[item.a].id}`, `theme:${themes[item.b].id}`, item.kind, {
    label: `${SIGN[item.kind].mark} ${item.count}`, width: Math.min(7, 1 + Math.log2(1 + item.count)), curve: both(item) ? (item.kind === 'supports' ? 0.16 : -0.16) : 0, plain: true,
  }));
}

// What a side says to a point, in words for its foot.
function campFoot(theme, camps, point) {
  return camps.map((camp) => {
    const inside = new Set(camp.claims);
    const withIt = withPoint(point).filter((n) => inside.has(n)).length;
    const against = point.opposing.filter((n) => inside.has(n)).length;
    const parts = [withIt ? `${SIGN.supports.mark}${withIt}` : '', against ? `${SIGN.contrasts.mark}${against}` : ''].filter(Boolean);
    return parts.length ? `${camp.name} ${parts.join(' ')}` : '';
  }).filter(Boolean).join('   ');
}

// How often two sides answer each other, by sign.
function campEdges(camps) {
  if (camps.length < 2) return [];
  const [one, other] = camps.map((camp) => new Set(camp.claims));
  const across = relations.filter((item) => relationPasses(item) && ((one.has(item.source) && other.has(item.target)) || (other.has(item.source) && one.has(item.target))));
  return ['contrasts', 'supports'].flatMap((kind) => {
    const count = across.filter((item) => item.kind === kind).length;
    return count ? [edge(`camp:${camps[0].id}`, `camp:${camps[1].id}`, kind, { label: `${SIGN[kind].mark} ${count}`, width: Math.min(6, 1 + Math.log2(1 + count)), curve: kind === 'supports' ? -0.35 : 0, plain: true })] : [];
  });
}

// The shortest way over relations, or from one claim to another of the same comment.
function pathBetween(from, to) {
  const cameFrom = new Map([[from.index, null]]);
  let edgeOfSight = [from.index];
  while (edgeOfSight.length && !cameFrom.has(to.index)) {
    const next = [];
    for (const number of edgeOfSight) {
      const claim = claims[number];
      const steps = [
        ...claim.to.filter(relationPasses).map((relation) => ({ claim: relation.target, relation })),
        ...claim.from.filter(relationPasses).map((relation) => ({ claim: relation.source, relation })),
        ...posts[claim.post].claims.map((other) => ({ claim: other, relation: null })),
      ];
      for (const step of steps) {
        if (cameFrom.has(step.claim)) continue;
        cameFrom.set(step.claim, { number, relation: step.relation });
        next.push(step.claim);
      }
    }
    edgeOfSight = next;
  }
  const way = [];
  for (let at = cameFrom.has(to.index) ? to.index : null; at !== null;) {
    const before = cameFrom.get(at);
    way.unshift({ claim: at, relation: before && before.relation });
    at = before ? before.number : null;
  }
  return way;
}
