// The right pane: the words themselves, where they stand, and why each edge is there.

const WINDOW = 6000;

function drawReading() {
  const pane = $('reading');
  const body = state.claim && byId.claim.has(state.claim) ? claimPane(byId.claim.get(state.claim)) : panes[state.kind](state.id);
  fill(pane, body);
  pane.scrollTop = 0;
  const mark = pane.querySelector('mark');
  // Long comments: the marked words should be in sight without scrolling.
  if (mark && mark.offsetTop > pane.clientHeight * 0.8) pane.scrollTop = mark.offsetTop - pane.clientHeight / 3;
  state.edge = undefined;
}

const panes = {
  overview() {
    const { coverage } = map;
    const told = new Set(map.headlines);
    const contested = points.filter((point) => Math.min(point.supports, point.contrasts) > 0 && !told.has(point))
      .sort((a, b) => Math.min(b.supports, b.contrasts) - Math.min(a.supports, a.contrasts) || b.voices - a.voices || a.index - b.index).slice(0, 3);
    const named = entities.filter((entity) => entity.claims.length).sort((a, b) => b.claims.length - a.claims.length || a.index - b.index).slice(0, 14);
    return [
      changes ? el('div', { class: 'actions' }, button('What changed since the earlier map', () => open('changes', 'all'))) : null,
      el('p', { class: 'facts overview' }, map.overview),
      map.leads.map((lead) => leadLine(lead)),
      map.headlines.length ? el('h2', {}, 'In short') : null,
      el('p', { class: 'small' }, 'Open a line to read the words behind it.'),
      map.headlines.length ? el('ul', { class: 'points headlines' }, map.headlines.map((point) => el('li', {}, pointButton(point, true, true)))) : null,
      contested.length ? [el('h3', {}, 'Where people disagree most'), el('ul', { class: 'points' }, contested.map((point) => el('li', {}, pointButton(point))))] : null,
      named.length ? [el('h3', {}, 'What is talked about'), chips(named.map((entity) => entity.index))] : null,
      el('h3', {}, 'What this rests on'),
      el('p', {}, `${counted(coverage.claims_total, 'claim')}. The summary cites ${counted(coverage.posts, 'comment')} by ${counted(coverage.authors, 'person', 'people')}; ${counted(coverage.not_covered, 'comment')} no point cites can be found through the search, the themes and the table.`),
      map.thread.url ? el('p', {}, link(map.thread.url, 'The discussion or its subject')) : null,
      el('p', { class: 'small' }, 'Keyboard: / searches; in the map, arrow keys move, Enter opens, Escape goes up.'),
    ];
  },

  changes() {
    return changesPane();
  },

  theme(id) {
    const theme = byId.theme.get(id);
    const links = map.links.filter((item) => item.a === theme.index || item.b === theme.index).sort((a, b) => b.count - a.count);
    return [
      el('p', { class: 'kicker' }, 'Theme'),
      foreign(theme.heading, {}, 'h2'),
      el('p', { class: 'facts' }, `${counted(theme.voices, 'voice')} · ${counted(theme.claims.length, 'claim')} · `, tally(theme.supports, theme.contrasts)),
      theme.walk.length ? el('div', { class: 'actions' }, button('▶ Walk through it', () => startWalk(theme), { id: 'walk' })) : null,
      theme.points.length ? el('ol', { class: 'points' }, theme.points.map((point) => el('li', {}, pointButton(point)))) : claimList(heaviest(theme.claims)),
      theme.children.length ? [el('h3', {}, 'Parts'), el('ul', { class: 'plain' }, theme.children.map((number) => el('li', {}, button(foreign(themes[number].heading), () => open('theme', themes[number].id), { class: 'text' }), el('span', { class: 'counts' }, counted(themes[number].claims.length, 'claim')))))] : null,
      theme.entities.length ? [el('h3', {}, 'Things it is about'), chips(theme.entities.slice(0, 16))] : null,
      theme.camps.length > 1 ? [el('h3', {}, 'Sides'), theme.camps.map((camp) => campLine(camp))] : null,
      links.length ? [el('h3', {}, 'Linked with'), el('ul', { class: 'plain links' }, links.slice(0, 12).map((item) => linkLine(item, theme)))] : null,
    ];
  },

  point(id) {
    const point = byId.point.get(id);
    // A name quoted for the label is not yet what the point rests on.
    const long = point.quotes.filter((quote) => quote.end - quote.start > 24);
    const quotes = long.length ? long : point.quotes;
    const quoted = new Set(quotes.map((quote) => quote.claim));
    const withIt = heaviest(withPoint(point).filter((number) => !quoted.has(number)));
    const against = heaviest(point.opposing);
    const undecided = heaviest(point.undecided.filter((number) => !quoted.has(number)));
    return [
      el('p', { class: 'kicker' }, 'Point'),
      el('h2', { class: point.text.length > 90 ? 'long' : null, dir: 'auto' }, pointWords(point)),
      el('p', { class: 'facts' }, `${counted(point.voices, 'voice')} · `, signMark('supports'), ` ${point.supports} with · `, signMark('contrasts'), ` ${point.contrasts} against`),
      el('h3', {}, 'The words it rests on'),
      quotes.map((quote) => quoteBox(quote)),
      withIt.length ? [el('h3', {}, signMark('supports'), ` Also with it (${withIt.length})`), claimList(withIt)] : null,
      against.length ? [el('h3', {}, signMark('contrasts'), ` Against it (${against.length})`), claimList(against)] : null,
      undecided.length ? [el('h3', {}, `On the same subject (${undecided.length})`), claimList(undecided)] : null,
    ];
  },

  camp(id) {
    const camp = byId.camp.get(id);
    return [el('p', { class: 'kicker' }, themes[camp.theme].heading), el('h2', {}, `${camp.name}: `, foreign(`“${shorten(campWords(camp), 120)}”`)), el('p', { class: 'facts' }, `${counted(camp.claims.length, 'claim')} by ${counted(voicesOf(camp.claims), 'voice')}`), claimList(heaviest(camp.claims))];
  },

  rest(id) {
    const theme = byId.theme.get(id);
    return [el('p', { class: 'kicker' }, theme.heading), el('h2', {}, 'Other claims'), el('p', {}, 'Claims of this theme that no summary point cites.'), claimList(heaviest(restOf(theme)))];
  },

  entity(id) {
    const entity = byId.entity.get(id);
    const polarity = { positive: [], negative: [], neutral: [] };
    for (const number of entity.claims) polarity[claims[number].mentions.find((mention) => mention[0] === entity.index)[3]].push(number);
    const compared = map.comparisons.filter((item) => item.a === entity.index || item.b === entity.index);
    return [
      el('p', { class: 'kicker' }, entity.kind === 'other' ? 'Named in the discussion' : entity.kind),
      foreign(entity.name, {}, 'h2'),
      entity.aliases.length ? el('p', { class: 'facts' }, 'Also written ', entity.aliases.map((alias, n) => [n ? ', ' : '', foreign(alias)])) : null,
      el('p', { class: 'facts' }, `${counted(entity.claims.length, 'claim')} by ${counted(voicesOf(entity.claims), 'voice')}`),
      compared.length ? [el('h3', {}, 'Compared'), el('ul', { class: 'plain' }, compared.slice(0, 30).map((item) => comparisonLine(item)))] : null,
      section('supports', 'Speaks well of it', polarity.positive),
      section('contrasts', 'Speaks badly of it', polarity.negative),
      polarity.neutral.length ? [el('h3', {}, `Names it (${polarity.neutral.length})`), claimList(heaviest(polarity.neutral))] : null,
    ];
  },

  author(name) {
    const author = authors.get(name);
    return [
      el('p', { class: 'kicker' }, 'Author'),
      foreign(name, {}, 'h2'),
      el('p', { class: 'facts' }, `${counted(author.posts.length, 'post')} · ${counted(author.claims.length, 'claim')}`),
      section('contrasts', 'Others contradict', answersTo(author, 'contrasts')),
      section('supports', 'Others support', answersTo(author, 'supports')),
      el('h3', {}, `Says (${author.claims.length})`),
      claimList(author.claims),
    ];
  },

  walk(id) {
    const theme = byId.theme.get(id);
    return claimPane(claims[theme.walk[Math.min(state.step, theme.walk.length - 1)][0]]);
  },

  path(id) {
    const steps = pathBetween(...ends(id));
    return [
      el('p', { class: 'kicker' }, 'Path'), el('h2', {}, 'From one claim to the other'),
      steps.length ? el('ol', { class: 'claims' }, steps.map((step, number) => el('li', {},
        number ? el('p', { class: 'small' }, step.relation ? [signMark(step.relation.kind), ` ${step.relation.source === steps[number - 1].claim ? SIGN[step.relation.kind].word : SIGN[step.relation.kind].back}`] : 'said in the same comment as') : null,
        claimList([step.claim])))) : el('p', {}, 'No relation leads from one of these claims to the other.'),
    ];
  },

  claim(id) {
    return claimPane(byId.claim.get(id));
  },
};

// Claims of others that answer those of an author.
function answersTo(author, kind) {
  const found = author.claims.flatMap((number) => claims[number].from).filter((relation) => relation.kind === kind && claims[relation.source].author !== author.name);
  return [...new Set(found.map((relation) => relation.source))];
}

function section(kind, title, numbers) {
  return numbers.length ? [el('h3', {}, signMark(kind), ` ${title} (${numbers.length})`), claimList(heaviest(numbers))] : null;
}

function comparisonLine(item) {
  const name = (number) => button(foreign(entities[number].name), () => open('entity', entities[number].id), { class: 'text' });
  const verdict = item.preferred === null || item.preferred === undefined ? 'beside' : 'over';
  const [first, second] = item.preferred === item.b ? [item.b, item.a] : [item.a, item.b];
  return el('li', {}, name(first), ` ${verdict} `, name(second), item.aspect ? [' – ', foreign(item.aspect, { class: 'cue' })] : null, ' ', button('read', () => select(claims[item.claim].id), { class: 'text small' }));
}

function campLine(camp) {
  return el('div', { class: 'side' }, button([`${camp.name}: `, foreign(`“${shorten(campWords(camp), 120)}”`), el('span', { class: 'counts' }, `${counted(camp.claims.length, 'claim')}, ${counted(voicesOf(camp.claims), 'voice')}`)], () => open('camp', camp.id), { class: 'claim' }));
}

// Two themes answer each other, or judge the same things alike or not.
function linkLine(item, theme) {
  const other = themes[item.a === theme.index ? item.b : item.a];
  const alike = item.kind === 'supports' ? 'the same side' : 'opposite sides';
  const names = item.things.slice(0, 4).map((number, place) => [place ? ', ' : '', button(foreign(entities[number].name), () => open('entity', entities[number].id), { class: 'text' })]);
  const rest = item.things.length - names.length;
  return el('li', {}, signMark(item.kind), ' ', button(foreign(other.heading), () => open('theme', other.id), { class: 'text' }),
    el('span', { class: 'small' }, item.things.length ? [` – ${alike} on `, names, rest > 0 ? ` and ${rest} more` : null] : null, item.answers ? ` – ${counted(item.answers, 'answer')} ${item.kind === 'supports' ? 'in support' : 'in contrast'}` : null));
}

function tally(supports, contrasts) {
  return el('span', { class: 'pair' }, signMark('supports'), ` ${supports.toLocaleString('en')} `, signMark('contrasts'), ` ${contrasts.toLocaleString('en')}`, el('span', { class: 'sr' }, ` (${supports} supports, ${contrasts} contrasts)`));
}

// What the matter is, how it was opened, what came of it: in whose words, one press away from them.
function leadLine(lead) {
  const claim = claims[lead.quote.claim];
  const words = posts[claim.post].text.slice(lead.quote.start, lead.quote.end);
  return button([el('b', {}, `${lead.label}: `), foreign(`“${words}”`), el('span', { class: 'counts' }, foreign(claim.author))],
    () => open('claim', claim.id), { class: 'point lead', 'data-lead': claim.id });
}

// A summary line: its subject strong, who speaks to that counted beside it, quotes as they are,
// the map's own words in grey.
function pointWords(point, withVoices = false, brief = false) {
  const { pieces, labels, subject, beside, say } = pointParts(point);
  const also = beside.length ? `,${subject ? ' also' : ''} on ${listed(beside)}` : '';
  const voices = withVoices ? el('span', { class: 'voices' }, ` (${counted(point.voices, 'voice')}${also})`) : null;
  if (pieces.map((piece) => piece.frame ?? piece.quote).join('') !== point.text) return [foreign(point.text), voices];
  const said = pieces.slice(2 * labels.length).filter((piece) => piece.frame !== '');
  if (labels.length && !subject) said[0] = { frame: capital(said[0].frame.slice(2)) };
  return el('bdi', { dir: 'auto' },
    subject ? [el('b', {}, subject), voices] : null,
    brief && say ? [subject ? ': ' : null, `“${say}”`] : said.map((piece) => el('span', { class: piece.frame ? 'framing' : null }, piece.frame ?? piece.quote)),
    subject ? null : voices);
}

function pointButton(point, withCounts = true, brief = false) {
  return button([
    pointWords(point, withCounts, brief), changeBadges(point),
    withCounts ? el('span', { class: 'counts' }, signMark('supports'), ` ${point.supports} `, signMark('contrasts'), ` ${point.contrasts}`, el('span', { class: 'sr' }, ` (${point.supports} with, ${point.contrasts} against)`)) : null,
  ], () => open('point', point.id, mainClaim(point)), { class: 'point', 'data-point': point.id });
}

// The claim whose words carry the point: the first quotation longer than a name.
function mainClaim(point) {
  const quote = point.quotes.find((item) => item.end - item.start > 24) || point.quotes[0];
  return quote ? claims[quote.claim].id : null;
}

function chips(numbers) {
  return el('p', { class: 'chips' }, numbers.map((number) => button(foreign(entities[number].name), () => open('entity', entities[number].id), { class: 'chip' })));
}

function quoteBox(quote) {
  const claim = claims[quote.claim];
  return el('blockquote', {}, button(foreign(posts[claim.post].text.slice(quote.start, quote.end)), () => select(claim.id), { class: 'quote' }), byline(posts[claim.post]));
}

function byline(post) {
  const name = authorName(post);
  return el('p', { class: 'byline' }, post.author === null ? name : button(foreign(name), () => open('author', name), { class: 'text' }), dateOf(post) ? ` · ${dateOf(post)}` : '', post.url ? [' · ', link(post.url, 'original')] : null);
}

function claimList(numbers, most = 30) {
  const list = el('ul', { class: 'claims' });
  const show = (from) => {
    numbers.slice(from, from + most).forEach((number) => {
      const claim = claims[number];
      list.append(el('li', {}, button([foreign(shorten(claim.text, 220)), el('span', { class: 'counts' }, foreign(claim.author)), changeBadges(claim)], () => select(claim.id), { class: 'claim', 'data-claim': claim.id })));
    });
    const rest = numbers.length - from - most;
    if (rest > 0) {
      const more = el('li', {}, button(`Show ${Math.min(rest, most)} more of ${rest}`, () => { more.remove(); show(from + most); }, { class: 'text' }));
      list.append(more);
    }
  };
  show(0);
  return list;
}

function claimPane(claim) {
  const post = posts[claim.post];
  const parent = posts[post.parent];
  const named = [...new Set(claim.mentions.map((mention) => mention[0]))];
  return [
    el('p', { class: 'kicker' }, `${claim.kind} · confidence ${percent(claim.confidence)}`, changeBadges(claim)),
    changeNote(claim),
    walkLine(),
    parent ? el('section', { class: 'parent', 'aria-label': 'What it answers' }, el('p', { class: 'small' }, 'In answer to'), byline(parent), excerpt(parent)) : null,
    el('article', { class: 'post', 'aria-label': 'The comment' }, byline(post), postText(post, claim)),
    stanceLine(post),
    el('div', { class: 'actions' }, state.kind === 'claim' && state.id === claim.id ? null : button('What is joined to it', () => open('claim', claim.id)), claim.theme >= 0 ? button(foreign(shorten(themes[claim.theme].heading, 40)), () => open('theme', themes[claim.theme].id)) : null, pathButton(claim)),
    reasons(claim),
    named.length ? [el('h3', {}, 'Names'), chips(named)] : null,
    claim.points.length ? [el('h3', {}, 'In the summary'), el('ul', { class: 'points' }, claim.points.map((point) => el('li', {}, point.undecidedSet.has(claim.index) ? null : signMark(point.against.has(claim.index) ? 'contrasts' : 'supports'), pointButton(point, false))))] : null,
    post.replies.length ? [el('h3', {}, `Replies (${post.replies.length})`), post.replies.map(replyBox)] : null,
  ];
}

let pathStart = null;

function pathButton(claim) {
  if (pathStart === null || pathStart === claim) {
    const start = button(pathStart === claim ? 'Now choose another claim' : 'Path from here', () => {
      pathStart = claim;
      start.textContent = 'Now choose another claim';
    });
    return start;
  }
  return button('Path to here', () => {
    const from = pathStart;
    pathStart = null;
    open('path', `${from.id} to ${claim.id}`);
  });
}

function excerpt(post) {
  return button(foreign(shorten(post.text, 260) || 'no text'), () => openPost(post), { class: 'quote' });
}

function openPost(post) {
  if (post.claims.length) open('claim', claims[post.claims[0]].id);
  else fill($('reading'), el('p', { class: 'kicker' }, 'Comment without a claim'), el('article', { class: 'post' }, byline(post), postText(post, null)), post.replies.map(replyBox));
}

function replyBox(number) {
  const post = posts[number];
  return el('div', { class: 'reply' }, post.stance ? el('span', { class: `badge ${post.stance.kind}` }, signMark(post.stance.kind), ` ${post.stance.kind} · ${percent(post.stance.confidence)}`) : null, byline(post), excerpt(post));
}

function stanceLine(post) {
  if (!post.stance) return null;
  const towards = post.parent >= 0 ? 'the comment it answers' : 'the subject';
  return el('div', { class: 'small' }, signMark(post.stance.kind), ` This comment ${SIGN[post.stance.kind].word} ${towards} (${percent(post.stance.confidence)}): `, evidenceWords(post.stance.evidence));
}

function reasons(claim) {
  const all = [...claim.to.map((relation) => [relation, true]), ...claim.from.map((relation) => [relation, false])];
  if (!all.length) return null;
  return [el('h3', {}, 'Why it is joined to others'), el('ul', { class: 'reasons' }, all.map(([relation, outwards]) => {
    const other = claims[outwards ? relation.target : relation.source];
    const sign = SIGN[relation.kind];
    return el('li', { class: `reason ${relation.kind}${state.edge === relation.index ? ' current' : ''}` },
      el('p', { class: 'small' }, signMark(relation.kind), ` ${outwards ? sign.word : sign.back} · ${scopeWord(relation.scope)} · confidence ${percent(relation.confidence)}`),
      button([foreign(shorten(other.text, 200)), el('span', { class: 'counts' }, foreign(other.author))], () => select(other.id), { class: 'claim' }),
      el('div', { class: 'small' }, 'Because: ', evidenceWords(relation.evidence)));
  }))];
}

function scopeWord(scope) {
  return { within: 'in the same comment', reply: 'in a reply', thread: 'across the discussion' }[scope] || scope;
}

// Words of the comment first; the figures of the trained heads are there for who wants them.
function evidenceWords(evidence) {
  const figures = evidence.filter((item) => ['feature', 'model', 'reading', 'alternative'].includes(item.kind));
  const words = evidence.filter((item) => !figures.includes(item));
  const one = (item, number) => [
    number ? '; ' : '', item.kind, item.text ? [' ', foreign(item.cue ? `“${shorten(item.text, 90)}”` : shorten(item.text, 90), { class: 'cue' })] : '',
    item.score === null || item.score === undefined ? '' : ` (${item.score})`,
  ];
  return [
    words.length ? words.map(one) : 'the figures below',
    figures.length ? el('details', {}, el('summary', {}, 'Figures'), el('ul', {}, figures.map((item) => el('li', {}, one(item, 0))))) : null,
  ];
}

// The comment, cut at every border of a claim, quotation, code block or link. Nested spans are
// never built: a piece carries the names of all that covers it.
function postText(post, claim) {
  const text = post.text;
  const from = claim ? Math.max(0, claim.start - WINDOW) : 0;
  const to = Math.min(text.length, (claim ? Math.min(claim.end, claim.start + WINDOW) : 0) + WINDOW);
  const box = el('div', { class: 'words', dir: 'auto' });
  box.append(...pieceNodes(post, claim, from, to));
  if (from > 0 || to < text.length) {
    box.append(el('p', {}, button(`Show all ${counted(text.length, 'character')}`, () => fill(box, pieceNodes(post, claim, 0, text.length)), { class: 'text' })));
  }
  return box;
}

function pieceNodes(post, claim, from, to) {
  const spans = [
    ...post.claims.map((number) => ({ start: claims[number].start, end: claims[number].end, claim: claims[number] })),
    ...(post.quotes || []).map(([start, end]) => ({ start, end, name: 'quoted' })),
    ...(post.code || []).map(([start, end]) => ({ start, end, name: 'code' })),
    ...(post.links || []).map(([start, end, url]) => ({ start, end, url })),
  ].filter((span) => span.start < to && span.end > from);
  const cuts = [...new Set([from, to, ...spans.flatMap((span) => [Math.max(from, span.start), Math.min(to, span.end)])])].sort((a, b) => a - b);
  const nodes = [];
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const words = post.text.slice(cuts[at], cuts[at + 1]);
    const over = spans.filter((span) => span.start <= cuts[at] && span.end >= cuts[at + 1]);
    nodes.push(piece(words, over, claim));
  }
  return nodes;
}

function piece(words, over, chosen) {
  const names = over.filter((span) => span.name).map((span) => span.name);
  const anchor = over.find((span) => span.url);
  const inner = anchor ? link(anchor.url, words) : document.createTextNode(words);
  const claim = over.find((span) => span.claim && span.claim === chosen) || over.find((span) => span.claim);
  if (!claim) return names.length ? el('span', { class: names.join(' ') }, inner) : inner;
  if (claim.claim === chosen) return el('mark', { class: names.join(' ') || null }, inner);
  if (anchor) return el('span', { class: `other ${names.join(' ')}` }, inner);
  return el('span', { class: `other ${names.join(' ')}`, role: 'button', tabindex: '0', 'data-claim': claim.claim.id, click: () => select(claim.claim.id) }, inner);
}
