// Start, and keep the three panes in step.

let shownView = '';
let shownPlace = '';

function show(next) {
  const edgeNow = state.edge;
  state = next;
  state.edge = edgeNow;
  const view = JSON.stringify([state.kind, state.id, state.depth, state.more, state.filters, state.kind === 'walk' && state.step]);
  const place = JSON.stringify([state.kind, state.id, state.depth, state.more]);
  const changed = view !== shownView;
  shownView = view;
  document.title = `${plain(titleHere(), 80)} – argument map`;
  drawCrumbs();
  document.body.classList.toggle('as-table', state.table);
  $('table').hidden = !state.table;
  $('view-button').setAttribute('aria-pressed', String(state.table));
  $('view-button').textContent = state.table ? 'Graph' : 'Table';
  if (changed) drawGraph(place !== shownPlace);
  else graph.network.redraw();
  shownPlace = place;
  drawSteps();
  if (state.table) {
    if (changed || !$('table').firstChild) drawTable();
    else markTable();
  } else {
    fill($('table'));
  }
  drawReading();
  markOutline();
  markFilters();
  if (!changed && state.claim) announce(`Reading: ${plain(byId.claim.get(state.claim).text)}`);
}

function titleHere() {
  const way = crumbs();
  return way.length > 1 ? way[way.length - 1].label : map.thread.title;
}

function drawCrumbs() {
  const way = crumbs();
  fill($('crumbs'), way.map((crumb, number) => el('li', { 'aria-current': number === way.length - 1 ? 'page' : null },
    number < way.length - 1 && crumb.go ? button(foreign(shorten(crumb.label, way.length > 3 ? 20 : 34)), crumb.go, { class: 'text' }) : foreign(shorten(crumb.label, 60)))));
  const depth = $('depth');
  depth.hidden = state.kind !== 'claim';
  fill(depth, 'Depth ', [1, 2, 3].map((number) => button(String(number), () => go({ ...state, depth: number, more: 1 }), { 'aria-pressed': String(state.depth === number), 'aria-label': `Depth ${number}` })));
}

function drawLegend() {
  fill($('legend'),
    el('span', {}, signMark('supports'), el('span', { class: 'line supports' }), ' supports'),
    el('span', {}, signMark('contrasts'), el('span', { class: 'line contrasts' }), ' contrasts'),
    el('span', {}, signMark('rephrases'), el('span', { class: 'line rephrases' }), ' says the same'),
    el('span', {}, el('span', { class: 'ring' }), ' ring: the mix inside a theme'),
    changes ? Object.keys(CHANGE).filter((kind) => claims.some((claim) => changeKinds(claim).includes(kind))).map((kind) => el('span', {}, el('span', { class: `change ${kind}` }, el('span', { 'aria-hidden': 'true' }, `${CHANGE[kind].mark} `), CHANGE[kind].word))) : null);
}

function toggle(buttonId, panelId, before) {
  $(buttonId).addEventListener('click', () => {
    const shown = $(panelId).hidden;
    if (shown && before) before();
    $(panelId).hidden = !shown;
    $(buttonId).setAttribute('aria-expanded', String(shown));
    if (shown) $(panelId).querySelector('select, button').focus();
  });
  $(panelId).addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    $(panelId).hidden = true;
    $(buttonId).setAttribute('aria-expanded', 'false');
    $(buttonId).focus();
  });
}

function dark() {
  return document.documentElement.dataset.mode ? document.documentElement.dataset.mode === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function recolor() {
  readPalette();
  drawGraph(false);
}

function startTools() {
  toggle('filter-button', 'filter-panel', buildFilters);
  toggle('export-button', 'export-panel');
  $('mode-button').addEventListener('click', () => {
    document.documentElement.dataset.mode = dark() ? 'light' : 'dark';
    recolor();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolor);
  $('view-button').addEventListener('click', () => go({ ...state, table: !state.table }));
  $('changes-button').hidden = !changes;
  $('changes-button').addEventListener('click', () => open('changes', 'all'));
  $('back').addEventListener('click', () => history.back());
  $('zoom-in').addEventListener('click', () => zoomGraph(1.25));
  $('zoom-out').addEventListener('click', () => zoomGraph(0.8));
  $('zoom-fit').addEventListener('click', fitGraph);
  $('skip').addEventListener('click', (event) => { event.preventDefault(); $('reading').focus(); });
  document.querySelectorAll('[data-tab]').forEach((tab) => tab.addEventListener('click', () => showPane(tab.dataset.tab)));
  document.addEventListener('keydown', pageKey);
  let wait = 0;
  new ResizeObserver(() => { clearTimeout(wait); wait = setTimeout(refit, 120); }).observe($('graph'));
}

let wasNarrow = null;

// Another width, another arrangement.
function refit() {
  if (wasNarrow !== null && wasNarrow !== narrow()) drawGraph(true);
  else fitGraph();
  wasNarrow = narrow();
}

function showPane(name) {
  document.body.dataset.pane = name;
  document.querySelectorAll('[data-tab]').forEach((tab) => tab.setAttribute('aria-pressed', String(tab.dataset.tab === name)));
}

function pageKey(event) {
  const typing = event.target.closest('input, select, textarea');
  if (event.key === '/' && !typing) {
    event.preventDefault();
    $('search').focus();
    $('search').select();
  }
  if ((event.key === 'Enter' || event.key === ' ') && event.target.matches('span[role=button]')) {
    event.preventDefault();
    event.target.click();
  }
}

// On a phone, choosing something to read brings the reading pane forward.
function startPhone() {
  const narrow = matchMedia('(max-width: 820px)');
  $('outline').addEventListener('click', (event) => { if (narrow.matches && event.target.closest('button')) showPane('reading'); });
  graph.network.on('click', (event) => { if (narrow.matches && event.nodes.length && graph.nodes.get(event.nodes[0])?.claim) showPane('reading'); });
}

function start() {
  $('thread-facts').textContent = `${counted(map.coverage.posts_total || posts.length, 'post')} · ${counted(authors.size, 'voice')} · ${counted(claims.length, 'claim')} · ${counted(roots().length, 'theme')}`;
  readPalette();
  buildOutline();
  buildExport();
  drawLegend();
  buildTimeline();
  startGraph();
  startMinimap();
  startSearch();
  startTools();
  startPhone();
  showPane(document.body.dataset.pane);
  window.addEventListener('hashchange', followAddress);
  show(readFragment(location.hash || map.start));
  document.body.dataset.ready = 'yes';
}

start();
