// Search as you type, and the filters.

const search = { results: [], at: -1 };

function find(text) {
  const words = wordsOf(text);
  if (!words.length) return [];
  const has = (value) => words.every((word) => value.toLocaleLowerCase('en').includes(word));
  const out = [];
  entities.filter((entity) => has([entity.name, ...entity.aliases].join('\n')))
    .sort((a, b) => b.claims.length - a.claims.length || a.index - b.index).slice(0, 6)
    .forEach((entity) => out.push({ group: 'Things', text: entity.name, foot: counted(entity.claims.length, 'claim'), go: () => open('entity', entity.id) }));
  [...authors.values()].filter((author) => has(author.name))
    .sort((a, b) => b.claims.length - a.claims.length || (a.name < b.name ? -1 : 1)).slice(0, 4)
    .forEach((author) => out.push({ group: 'People', text: author.name, foot: counted(author.posts.length, 'post'), go: () => open('author', author.name) }));
  themes.filter((theme) => has(theme.heading)).slice(0, 4)
    .forEach((theme) => out.push({ group: 'Themes', text: theme.heading, foot: counted(theme.claims.length, 'claim'), go: () => open('theme', theme.id) }));
  const hits = claims.filter((claim) => matches(claim, text));
  search.total = hits.length;
  heaviest(hits.map((claim) => claim.index)).slice(0, 20)
    .forEach((number) => out.push({ group: 'Claims', text: around(claims[number].text, words[0]), foot: claims[number].author, go: () => open('claim', claims[number].id) }));
  return out;
}

// The part of a long claim in which the word stands.
function around(text, word) {
  const at = text.toLocaleLowerCase('en').indexOf(word);
  return at > 120 ? `…${shorten(text.slice(at - 60), 150)}` : shorten(text, 170);
}

function drawResults() {
  const box = $('search-results');
  const text = $('search').value;
  search.results = find(text);
  search.at = -1;
  let group = '';
  fill(box, search.results.map((result, number) => {
    const head = result.group === group ? null : el('p', { class: 'group', role: 'presentation' }, result.group);
    group = result.group;
    return [head, el('div', { role: 'option', id: `result-${number}`, 'aria-selected': 'false', click: () => choose(number) }, foreign(result.text), foreign(result.foot, { class: 'counts' }))];
  }),
  text.trim() && !search.results.length ? el('p', { class: 'group' }, 'Nothing found.') : null,
  search.results.length && search.total > 20 ? el('div', { role: 'option', id: `result-${search.results.length}`, 'aria-selected': 'false', click: () => choose(search.results.length) }, `All ${counted(search.total, 'claim')} in the table`) : null);
  if (search.total > 20) search.results.push({ go: () => go({ ...state, table: true, filters: { ...state.filters, words: text.trim() } }) });
  box.hidden = !text.trim();
  $('search').setAttribute('aria-expanded', String(!box.hidden));
  if (text.trim()) announce(search.results.length ? counted(search.total, 'claim found', 'claims found') : 'Nothing found');
}

function choose(number) {
  const result = search.results[number];
  if (!result) return;
  closeResults();
  result.go();
}

function closeResults() {
  $('search-results').hidden = true;
  $('search').setAttribute('aria-expanded', 'false');
  $('search').removeAttribute('aria-activedescendant');
}

function searchKey(event) {
  if (event.key === 'Escape') {
    if ($('search-results').hidden) $('search').value = '';
    closeResults();
    return;
  }
  if (event.key === 'Enter') {
    choose(Math.max(0, search.at));
    event.preventDefault();
    return;
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  if (!search.results.length) return;
  search.at = (search.at + (event.key === 'ArrowDown' ? 1 : -1) + search.results.length) % search.results.length;
  document.querySelectorAll('#search-results [role=option]').forEach((option, number) => {
    option.setAttribute('aria-selected', String(number === search.at));
    if (number === search.at) option.scrollIntoView({ block: 'nearest' });
  });
  $('search').setAttribute('aria-activedescendant', `result-${search.at}`);
}

function startSearch() {
  $('search').addEventListener('input', drawResults);
  $('search').addEventListener('focus', () => { if ($('search').value.trim()) drawResults(); });
  $('search').addEventListener('keydown', searchKey);
  document.addEventListener('click', (event) => { if (!event.target.closest('.search')) closeResults(); });
}

function setFilter(name, value) {
  const filters = { ...state.filters };
  if (value) filters[name] = value;
  else delete filters[name];
  go({ ...state, more: 1, filters }, true);
}

function choice(name, label, options) {
  return el('label', {}, label, el('select', { 'data-filter': name, change: (event) => setFilter(name, event.target.value) },
    el('option', { value: '' }, 'any'), options.map(([value, words]) => el('option', { value }, words))));
}

function themeTree(list = roots()) {
  return list.flatMap((theme) => [theme, ...themeTree(theme.children.map((number) => themes[number]))]);
}

// On first use: a thousand names in a list cost time nobody who only looks should wait.
function buildFilters() {
  if ($('filter-panel').firstChild) return;
  const kinds = [...new Set(claims.map((claim) => claim.kind))].sort();
  const most = (list) => [...list].sort((a, b) => b.claims.length - a.claims.length).filter((item) => item.claims.length);
  const sure = el('input', { type: 'range', min: '0', max: '95', step: '5', value: '0', 'data-filter': 'sure', change: (event) => setFilter('sure', event.target.value === '0' ? '' : event.target.value) });
  fill($('filter-panel'),
    choice('sign', 'Sign', [['supports', '▲ supports'], ['contrasts', '▼ contrasts'], ['rephrases', '≈ says the same']]),
    changes ? choice('change', 'Change', Object.entries(CHANGE).map(([kind, { mark, word }]) => [kind, `${mark} ${word}`])) : null,
    choice('kind', 'Kind', kinds.map((kind) => [kind, kind])),
    choice('theme', 'Theme', themeTree().map((theme) => [theme.id, `${theme.parent < 0 ? '' : '– '}${shorten(theme.heading, 60)}`])),
    choice('entity', 'Thing', most(entities).slice(0, 400).map((entity) => [entity.id, shorten(`${entity.name} (${entity.claims.length})`, 60)])),
    choice('author', 'Author', most(authors.values()).slice(0, 1000).map((author) => [author.name, shorten(`${author.name} (${author.claims.length})`, 60)])),
    el('label', {}, 'Confidence at least ', el('output', { id: 'sure-value' }, '0 %'), sure),
    el('p', { class: 'row' }, el('span', { id: 'filter-count', role: 'status' }), button('Clear', () => go({ ...state, filters: {} }, true), { id: 'filter-clear' })));
  markFilters();
}

function markFilters() {
  markTime();
  const active = Object.keys(state.filters).length;
  $('filter-button').textContent = active ? `Filter (${active})` : 'Filter';
  $('filter-button').classList.toggle('on', active > 0);
  if (!$('filter-panel').firstChild) return;
  for (const field of $('filter-panel').querySelectorAll('[data-filter]')) field.value = state.filters[field.dataset.filter] || (field.type === 'range' ? '0' : '');
  $('sure-value').textContent = `${state.filters.sure || 0} %`;
  const words = state.filters.words ? ` with “${shorten(state.filters.words, 30)}”` : '';
  $('filter-count').textContent = active ? `${claims.filter(passes).length.toLocaleString('en')} of ${counted(claims.length, 'claim')}${words}` : counted(claims.length, 'claim');
}
