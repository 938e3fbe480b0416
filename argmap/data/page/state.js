// Where the reader is: kept in the URL fragment, so that back, forward and sharing work.

const VIEWS = ['entity', 'author', 'path', 'point', 'walk', 'camp', 'rest', 'theme', 'changes'];
const FILTERS = ['words', 'sign', 'kind', 'theme', 'entity', 'author', 'sure', 'since', 'until', 'change'];

let state = { kind: 'overview', id: null, claim: null, depth: 1, table: false, more: 1, step: 0, filters: {} };

function readFragment(fragment) {
  const given = new URLSearchParams(fragment.replace(/^#/, '').replace(/\+/g, '%2B'));
  const kind = VIEWS.find((name) => given.has(name) && exists(name, given.get(name)));
  const claim = byId.claim.has(given.get('claim')) ? given.get('claim') : null;
  const centre = byId.claim.has(given.get('around')) ? given.get('around') : claim;
  const fallback = centre && !given.has('all') ? 'claim' : 'overview';
  const filters = {};
  for (const name of FILTERS) if (given.get(`f.${name}`)) filters[name] = given.get(`f.${name}`);
  const wanted = Number(given.get('depth'));
  const step = Math.max(0, Math.round(Number(given.get('step'))) || 0);
  const walked = kind === 'walk' ? byId.theme.get(given.get(kind)).walk : null;
  return {
    kind: kind || fallback,
    id: kind ? given.get(kind) : fallback === 'claim' ? centre : null,
    claim: !kind && fallback === 'claim' ? claim || centre : walked ? claims[walked[Math.min(step, walked.length - 1)][0]].id : claim,
    depth: wanted >= 1 && wanted <= 3 ? Math.round(wanted) : 1,
    table: given.get('view') === 'table',
    more: Math.max(1, Math.min(200, Math.round(Number(given.get('more'))) || 1)),
    step,
    filters,
  };
}

function exists(kind, id) {
  if (kind === 'author') return authors.has(id);
  if (kind === 'path') return ends(id).every(Boolean);
  if (kind === 'changes') return changes !== null;
  if (kind === 'walk') return Boolean(byId.theme.get(id)?.walk.length);
  return byId[idKind(kind)].has(id);
}

// Whose ids a view is named by.
function idKind(kind = state.kind) {
  return kind === 'rest' || kind === 'walk' ? 'theme' : kind;
}

// The two claims at the ends of a path: "ID to ID".
function ends(id) {
  const [from, to] = id.split(' to ');
  return [byId.claim.get(from), byId.claim.get(to)];
}

function writeFragment(next) {
  const out = new URLSearchParams();
  if (VIEWS.includes(next.kind)) out.set(next.kind, next.id);
  if (next.kind === 'claim' && next.claim && next.claim !== next.id) out.set('around', next.id);
  if (next.kind === 'overview' && next.claim) out.set('all', 'yes');
  const claim = next.kind === 'claim' ? next.claim || next.id : next.claim;
  if (claim) out.set('claim', claim);
  if (next.depth > 1) out.set('depth', next.depth);
  if (next.more > 1) out.set('more', next.more);
  if (next.kind === 'walk' && next.step) out.set('step', next.step);
  if (next.table) out.set('view', 'table');
  for (const name of FILTERS) if (next.filters[name]) out.set(`f.${name}`, next.filters[name]);
  return `#${String(out).replace(/\+/g, '%20')}`;
}

// Open a view; a claim inside it may be selected. Filters stay, depth and length start anew.
function open(kind, id = null, claim = null) {
  const keep = kind === 'claim' ? { depth: state.depth } : {};
  go({ ...state, depth: 1, more: 1, step: 0, ...keep, kind, id, claim: kind === 'claim' ? id : claim });
}

function select(claim) {
  go({ ...state, claim });
}

let written = null;

// Shown at once; the event of the changed fragment then finds nothing left to do.
function go(next, replace = false) {
  const fragment = writeFragment(next);
  if (fragment !== (location.hash || '#')) {
    if (replace) location.replace(fragment);
    else location.hash = fragment;
    written = location.hash;
  }
  show(next);
}

function followAddress() {
  if (location.hash !== written) show(readFragment(location.hash));
  written = null;
}

function passes(claim) {
  const filters = state.filters;
  if (filters.kind && claim.kind !== filters.kind) return false;
  if (filters.theme && !inTheme(claim, filters.theme)) return false;
  if (filters.author && claim.author !== filters.author) return false;
  if (filters.entity && !claim.mentions.some((mention) => entities[mention[0]].id === filters.entity)) return false;
  if (filters.sure && claim.confidence < Number(filters.sure) / 100) return false;
  if (filters.since && !(posts[claim.post].time >= Date.parse(filters.since))) return false;
  if (filters.until && !(posts[claim.post].time <= Date.parse(filters.until))) return false;
  if (filters.sign && ![...claim.from, ...claim.to].some((relation) => relation.kind === filters.sign)) return false;
  if (filters.change && !changeKinds(claim).includes(filters.change)) return false;
  if (filters.words && !matches(claim, filters.words)) return false;
  return true;
}

function inTheme(claim, id) {
  for (let at = claim.theme; at >= 0; at = themes[at].parent) if (themes[at].id === id) return true;
  return false;
}

function relationPasses(relation) {
  if (state.filters.sign && relation.kind !== state.filters.sign) return false;
  return !(state.filters.sure && relation.confidence < Number(state.filters.sure) / 100);
}

function filtered() {
  return Object.keys(state.filters).length > 0;
}

function wordsOf(text) {
  return text.toLocaleLowerCase('en').split(/\s+/).filter(Boolean);
}

function matches(claim, text) {
  claim.lower ??= `${claim.text}\n${claim.author}`.toLocaleLowerCase('en');
  return wordsOf(text).every((word) => claim.lower.includes(word));
}
