// The discussion between two moments, as a strip under the map; Replay lets it grow. A step holds
// about as many comments as the next, as threads burn hot and then trickle on for days.

const clock = { times: [], running: 0 };
const STEPS = 80;

function buildTimeline() {
  const all = posts.map((post) => post.time).filter((time) => !Number.isNaN(time)).sort((a, b) => a - b);
  const moments = [...new Set(all)];
  if (moments.length < 3) return;
  const most = Math.min(moments.length - 1, STEPS);
  clock.times = [...Array(most + 1).keys()].map((step) => moments[Math.round((step * (moments.length - 1)) / most)]);
  const slider = (id, label, value) => el('input', { type: 'range', min: '0', max: String(most), value: String(value), id, 'aria-label': label, input: () => { stopReplay(); setTime(); } });
  $('timeline').hidden = false;
  fill($('timeline'),
    button('▶', replay, { id: 'replay', 'aria-label': 'Replay the discussion', title: 'Replay the discussion' }),
    el('div', { class: 'brush' }, bars(), slider('since', 'From', 0), slider('until', 'Up to', most)),
    el('output', { id: 'until-value', for: 'since until' }));
}

// Comments that take a side, step by step: below those that support, on top those that contrast.
function bars() {
  const tally = clock.times.map(() => ({ supports: 0, contrasts: 0 }));
  let step = 0;
  [...posts].filter((post) => !Number.isNaN(post.time)).sort((a, b) => a.time - b.time).forEach((post) => {
    while (step < clock.times.length - 1 && post.time > clock.times[step]) step += 1;
    if (post.stance && tally[step][post.stance.kind] !== undefined) tally[step][post.stance.kind] += 1;
  });
  const highest = Math.max(1, ...tally.map((item) => item.supports + item.contrasts));
  const root = svg('svg', { viewBox: `0 0 ${tally.length} 24`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  tally.forEach((item, number) => {
    let at = 24;
    for (const kind of ['supports', 'contrasts']) {
      const tall = (24 * item[kind]) / highest;
      at -= tall;
      if (tall) root.append(svg('rect', { class: kind, x: number + 0.12, y: at, width: 0.76, height: tall }));
    }
  });
  return root;
}

function setTime() {
  const [since, until] = [Number($('since').value), Number($('until').value)];
  const filters = { ...state.filters };
  delete filters.since;
  delete filters.until;
  if (Math.min(since, until) > 0) filters.since = new Date(clock.times[Math.min(since, until)]).toISOString();
  if (Math.max(since, until) < clock.times.length - 1) filters.until = new Date(clock.times[Math.max(since, until)]).toISOString();
  go({ ...state, more: 1, filters }, true);
}

function stopReplay() {
  clearInterval(clock.running);
  clock.running = 0;
  $('replay').textContent = '▶';
  $('replay').setAttribute('aria-label', 'Replay the discussion');
}

// Works in every view: of a theme, a point or a person, too.
function replay() {
  if (clock.running) return stopReplay();
  const last = Number($('until').max);
  let step = Number($('until').value) < last ? Number($('until').value) : Number($('since').value);
  $('replay').textContent = '❚❚';
  $('replay').setAttribute('aria-label', 'Pause the replay');
  clock.running = setInterval(() => {
    step += 1;
    $('until').value = String(step);
    setTime();
    if (step >= last) stopReplay();
  }, 180);
  return undefined;
}

function markTime() {
  if (!clock.times.length) return;
  const last = clock.times.length - 1;
  const place = (name, otherwise) => {
    const step = state.filters[name] ? clock.times.findIndex((time) => time >= Date.parse(state.filters[name])) : otherwise;
    return step < 0 ? last : step;
  };
  $('since').value = String(place('since', 0));
  $('until').value = String(place('until', last));
  const words = (name, otherwise) => new Date(state.filters[name] ? Date.parse(state.filters[name]) : otherwise).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  $('until-value').textContent = `${state.filters.since ? `${words('since', 0)} – ` : 'Up to '}${words('until', clock.times[last])}`;
}
