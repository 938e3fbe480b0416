// The same content as a table, for screen readers and for those who prefer rows.

const ROWS = 100;

// The claims that belong to where the reader is.
function claimsHere() {
  const here = byId[idKind()]?.get(state.id);
  const numbers = {
    overview: () => claims.map((claim) => claim.index),
    changes: () => changedClaims(),
    theme: () => here.claims,
    rest: () => restOf(here),
    point: () => here.claims,
    camp: () => here.claims,
    entity: () => here.claims,
    author: () => authors.get(state.id).claims,
    walk: () => here.walk.map((step) => step[0]),
    path: () => pathBetween(...ends(state.id)).map((step) => step.claim),
    claim: () => [here.index, ...here.to.map((relation) => relation.target), ...here.from.map((relation) => relation.source)],
  }[state.kind]();
  return [...new Set(numbers)].filter((number) => passes(claims[number]));
}

function drawTable() {
  const numbers = claimsHere();
  const body = el('tbody');
  const more = el('p');
  const show = (from) => {
    numbers.slice(from, from + ROWS).forEach((number) => body.append(row(claims[number])));
    const rest = numbers.length - from - ROWS;
    fill(more, rest > 0 ? button(`Show ${Math.min(ROWS, rest)} more of ${rest.toLocaleString('en')}`, () => show(from + ROWS)) : null);
  };
  fill($('table'),
    el('table', {}, el('caption', {}, `${counted(numbers.length, 'claim')}${filtered() ? ' that pass the filters' : ''}`),
      el('thead', {}, el('tr', {}, ['Claim', 'Author', 'Kind', 'Theme'].map((name) => el('th', { scope: 'col' }, name)), ['supports', 'contrasts'].map((kind) => el('th', { scope: 'col', title: `How many claims ${kind === 'supports' ? 'support' : 'contrast with'} it` }, signMark(kind), el('span', { class: 'sr' }, kind))), el('th', { scope: 'col' }, 'Sure'))),
      body),
    more);
  show(0);
}

function row(claim) {
  const count = (kind) => claim.from.filter((relation) => relation.kind === kind).length;
  return el('tr', { 'data-claim': claim.id, 'aria-current': claim.id === state.claim ? 'true' : null },
    el('td', {}, button(foreign(shorten(claim.text, 240)), () => select(claim.id), { class: 'text' }), changeBadges(claim)),
    el('td', {}, authors.has(claim.author) ? button(foreign(shorten(claim.author, 40)), () => open('author', claim.author), { class: 'text' }) : claim.author),
    el('td', {}, claim.kind),
    el('td', {}, claim.theme >= 0 ? button(foreign(shorten(themes[claim.theme].heading, 50)), () => open('theme', themes[claim.theme].id), { class: 'text' }) : '–'),
    el('td', {}, String(count('supports'))), el('td', {}, String(count('contrasts'))), el('td', {}, percent(claim.confidence)));
}

function markTable() {
  for (const item of $('table').querySelectorAll('tr[data-claim]')) {
    if (item.dataset.claim === state.claim) item.setAttribute('aria-current', 'true');
    else item.removeAttribute('aria-current');
  }
}
