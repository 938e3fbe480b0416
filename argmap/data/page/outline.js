// The left pane: the summary as an outline, in step with the map.

function buildOutline() {
  fill($('outline'),
    button('Overview', () => open('overview'), { class: 'text strong', id: 'outline-top' }),
    themes.filter((theme) => theme.parent < 0 || theme.points.length).map(outlineTheme),
    el('p', { class: 'small' }, `The summary cites ${map.coverage.posts} of ${counted(map.coverage.posts_total, 'post')}. What it leaves out is in the themes, the search and the table.`));
}

// A theme shows its first point; the others unfold with the theme (and on paper).
function outlineTheme(theme) {
  const more = theme.points.length - 1;
  return el('section', { 'data-theme': theme.id },
    el('h2', {}, button([el('span', { class: `dot t${theme.color % 8}`, 'aria-hidden': 'true' }), foreign(theme.heading)], () => open('theme', theme.id), { class: 'heading' })),
    el('p', { class: 'tally' }, `${counted(theme.voices, 'voice')} · `, tally(theme.supports, theme.contrasts)),
    el('ul', { class: 'points' }, theme.points.map((point) => el('li', {}, pointButton(point)))),
    more > 0 ? button(`${counted(more, 'more point')}`, () => open('theme', theme.id), { class: 'text small unfold' }) : null);
}

// The place in the outline that belongs to what is shown.
function markOutline() {
  const here = byId[idKind()]?.get(state.id);
  const claim = state.claim ? byId.claim.get(state.claim) : null;
  const point = state.kind === 'point' ? here : claim && state.kind !== 'entity' && state.kind !== 'author' ? claim.points[0] : null;
  let theme = null;
  if (state.kind === 'theme' || state.kind === 'rest' || state.kind === 'walk') theme = here;
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
