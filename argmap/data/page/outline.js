// The left pane: the summary as an outline, in step with the map.

function buildOutline() {
  fill($('outline'),
    button('Overview', () => open('overview'), { class: 'text strong', id: 'outline-top' }),
    map.headlines.length ? el('section', {}, el('h2', {}, 'In short'), el('ul', { class: 'points' }, map.headlines.map((point) => el('li', {}, pointButton(point, false))))) : null,
    themes.filter((theme) => theme.parent < 0 || theme.points.length).map(outlineTheme),
    el('p', { class: 'small' }, `The summary cites ${map.coverage.posts} of ${counted(map.coverage.posts_total, 'post')}. What it leaves out is in the themes, the search and the table.`));
}

function outlineTheme(theme) {
  return el('section', { 'data-theme': theme.id },
    el('h2', {}, button([el('span', { class: `dot t${theme.color % 8}`, 'aria-hidden': 'true' }), foreign(theme.heading), el('span', { class: 'counts' }, counted(theme.voices, 'voice'))], () => open('theme', theme.id), { class: 'heading' })),
    el('ul', { class: 'points' }, theme.points.map((point) => el('li', {}, pointButton(point)))));
}

// The place in the outline that belongs to what is shown.
function markOutline() {
  const here = byId[state.kind === 'rest' ? 'theme' : state.kind]?.get(state.id);
  const claim = state.claim ? byId.claim.get(state.claim) : null;
  const point = state.kind === 'point' ? here : claim && state.kind !== 'entity' && state.kind !== 'author' ? claim.points[0] : null;
  let theme = null;
  if (state.kind === 'theme' || state.kind === 'rest') theme = here;
  else if (here && here.theme >= 0) theme = themes[here.theme];
  else if (claim && claim.theme >= 0) theme = themes[claim.theme];
  for (const item of $('outline').querySelectorAll('[data-point]')) {
    if (point && item.dataset.point === point.id) item.setAttribute('aria-current', 'true');
    else item.removeAttribute('aria-current');
  }
  if (theme) theme = rootOf(theme);
  for (const item of $('outline').querySelectorAll('[data-theme]')) item.classList.toggle('current', Boolean(theme) && item.dataset.theme === theme.id);
  const current = $('outline').querySelector('[data-theme] [aria-current]') || $('outline').querySelector('section.current');
  if (current) keepInSight($('outline'), current);
}

function keepInSight(pane, item) {
  const box = pane.getBoundingClientRect();
  const at = item.getBoundingClientRect();
  if (at.top < box.top || at.bottom > box.bottom) pane.scrollTop += at.top - box.top - box.height / 4;
}
