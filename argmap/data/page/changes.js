// What changed since an earlier map of the same discussion, where the page is told.

const changes = map.changes || null;
const CHANGE = {
  new: { mark: '+', word: 'new' },
  edited: { mark: '~', word: 'edited' },
  contested: { mark: '!', word: 'newly contested' },
  settled: { mark: '=', word: 'settled' },
};
const UNFOLDED = 8;

function indexChanges() {
  if (!changes) return;
  for (const [number, kind, before] of changes.claims) Object.assign(claims[number], { change: kind, before });
  for (const [number, kind] of changes.contests) claims[number].contest = kind;
  for (const [number, kind, by] of changes.themes) themes[number].change = { kind, by };
  const fresh = new Set(changes.points);
  points.forEach((point) => { if (fresh.has(point.text)) point.change = 'new'; });
}

// The kinds of change of a claim: none, one or two.
function changeKinds(item) {
  return [item.change, item.contest].filter(Boolean);
}

// A line on a card on the canvas.
function changeWords(item) {
  return changeKinds(item).map((kind) => `${CHANGE[kind].mark} ${CHANGE[kind].word}`).join('  ');
}

function changeBadges(item) {
  return changeKinds(item).map((kind) => [' ', el('span', { class: `change ${kind}` }, el('span', { 'aria-hidden': 'true' }, `${CHANGE[kind].mark} `), CHANGE[kind].word)]);
}

// A theme's third line on the canvas.
function themeChange(theme) {
  if (!theme.change) return [];
  const { kind, by } = theme.change;
  if (kind === 'new') return ['+ new'];
  if (!by) return kind === 'steady' ? [] : [kind];
  return [`${by > 0 ? '+' : '−'}${counted(Math.abs(by), 'claim')}${kind === 'split' || kind === 'merged' ? ` · ${kind}` : ''}`];
}

function changedClaims() {
  return claims.filter((claim) => changeKinds(claim).length).map((claim) => claim.index);
}

function changesPane() {
  return [
    el('h2', {}, 'What changed'),
    el('p', { class: 'facts' }, 'Since the earlier map of this discussion. Marks stand in the map, the summary and the lists; Filter shows what is new, edited or contested alone.'),
    el('ul', { class: 'plain' }, changes.counts.map((line) => el('li', {}, line))),
    changes.parts.length ? changes.parts.map(changesPart) : el('p', {}, 'Nothing changed.'),
  ];
}

function changesPart(part) {
  const list = el('ul', { class: 'claims changes' });
  const show = (from, most) => {
    part.lines.slice(from, from + most).forEach((line) => list.append(el('li', {}, changeLine(line))));
    const rest = part.lines.length - from - most;
    if (rest <= 0) return;
    const more = el('li', {}, button(`Show ${Math.min(rest, 30)} more of ${rest}`, () => { more.remove(); show(from + most, 30); }, { class: 'text' }));
    list.append(more);
  };
  show(0, UNFOLDED);
  const left = part.more ? el('p', { class: 'small' }, `and ${part.more} more, in the JSON of the comparison`) : null;
  return [el('h3', {}, `${part.title} (${(part.lines.length + part.more).toLocaleString('en')})`), list, left];
}

function changeLine(line) {
  const words = [line.sign ? el('span', { class: 'change-sign' }, line.sign) : null, line.sign ? ' ' : null, foreign(line.text), line.note ? foreign(line.note, { class: 'counts wrap' }) : null];
  if (!line.about || !exists(...line.about)) return el('p', { class: 'change-line' }, words);
  const [kind, id] = line.about;
  return button(words, () => (kind === 'claim' ? select(id) : open(kind, id)), { class: 'claim' });
}

// In the reading pane, under a claim's first line.
function changeNote(claim) {
  if (claim.change !== 'edited') return null;
  return el('p', { class: 'small before' }, 'Before: ', foreign(`“${shorten(claim.before, 400)}”`));
}

indexChanges();
