// The map, indexed: every claim knows its post, theme, points and relations.

const map = JSON.parse(document.getElementById('map-data').textContent);
const { posts, claims, entities, relations, themes } = map;
const points = [];
const authors = new Map();
const byId = { claim: new Map(), post: new Map(), theme: new Map(), entity: new Map(), point: new Map(), camp: new Map() };

const SIGN = {
  supports: { mark: '▲', word: 'supports', back: 'is supported by' },
  contrasts: { mark: '▼', word: 'contrasts with', back: 'is contrasted by' },
  rephrases: { mark: '≈', word: 'says the same as', back: 'is said again by' },
};

function authorName(post) {
  return post.author === null ? (post.state === 'deleted' ? 'deleted' : 'unknown author') : post.author;
}

function indexMap() {
  posts.forEach((post, index) => {
    Object.assign(post, { index, replies: [], claims: [], time: post.created ? Date.parse(post.created) : NaN });
    byId.post.set(post.id, post);
    if (post.parent >= 0) posts[post.parent].replies.push(index);
    if (post.author !== null) {
      if (!authors.has(post.author)) authors.set(post.author, { name: post.author, posts: [], claims: [] });
      authors.get(post.author).posts.push(index);
    }
  });
  entities.forEach((entity, index) => {
    Object.assign(entity, { index, claims: [] });
    byId.entity.set(entity.id, entity);
  });
  claims.forEach((claim, index) => {
    const post = posts[claim.post];
    Object.assign(claim, { index, text: post.text.slice(claim.start, claim.end), author: authorName(post), from: [], to: [], points: [] });
    byId.claim.set(claim.id, claim);
    post.claims.push(index);
    if (post.author !== null) authors.get(post.author).claims.push(index);
    new Set(claim.mentions.map((mention) => mention[0])).forEach((entity) => entities[entity].claims.push(index));
  });
  relations.forEach((relation, index) => {
    relation.index = index;
    claims[relation.source].to.push(relation);
    claims[relation.target].from.push(relation);
  });
  themes.forEach((theme, index) => {
    Object.assign(theme, { index, points: [], children: [] });
    byId.theme.set(theme.id, theme);
    theme.camps.forEach((camp, number) => {
      Object.assign(camp, { theme: index, name: `Side ${String.fromCharCode(65 + (number % 26))}` });
      byId.camp.set(camp.id, camp);
    });
  });
  themes.forEach((theme) => { if (theme.parent >= 0) themes[theme.parent].children.push(theme.index); });
  roots().forEach((theme, number) => { theme.color = number; });
  themes.forEach((theme) => { theme.color ??= rootOf(theme).color; });
  indexPoints();
}

function roots() {
  return themes.filter((theme) => theme.parent < 0);
}

function rootOf(theme) {
  return theme.parent < 0 ? theme : rootOf(themes[theme.parent]);
}

function indexPoints() {
  map.sections.forEach((section) => {
    const theme = themes[section.theme];
    section.points.forEach((point, number) => addPoint(point, theme, `${theme ? theme.id : 'x'}-${number + 1}`));
  });
  map.headlines = map.headlines.map((headline, number) => {
    const same = points.find((point) => point.text === headline.text && point.claims.join() === headline.claims.join());
    return same || addPoint(headline, themes[headline.claims.length ? claims[headline.claims[0]].theme : -1], `h-${number + 1}`, true);
  });
}

function addPoint(point, theme, id, headline = false) {
  Object.assign(point, { id, theme: theme ? theme.index : -1, index: points.length, against: new Set(point.opposing), undecidedSet: new Set(point.undecided) });
  points.push(point);
  byId.point.set(id, point);
  if (theme && !headline) theme.points.push(point);
  point.claims.forEach((claim) => claims[claim].points.push(point));
  return point;
}

function withPoint(point) {
  return point.claims.filter((number) => !point.against.has(number) && !point.undecidedSet.has(number));
}

// A summary line taken apart: key terms, its subject (those that its quotes name) and those beside
// it, what is said, what is objected. Its words are quotes,
// so they are cut from the comments; the frame tells which is which.
function pointParts(point) {
  const words = point.quotes.map((quote) => posts[claims[quote.claim].post].text.slice(quote.start, quote.end));
  const frame = point.frame || '';
  const labels = (/^(\{\d+\}(?:(?:, | and )\{\d+\})*): /.exec(frame)?.[1].match(/\d+/g) || []).map((place) => words[place]).filter(Boolean);
  const objects = frame.search(/\b(?:objects?|answers?)\b/);
  const objection = words.findIndex((_, place) => objects >= 0 && frame.indexOf(`{${place}}`) > objects);
  const quoted = words.slice(labels.length);
  const named = labels.filter((label) => quoted.some((text) => says(text, label)));
  const pieces = frame.split(/\{(\d+)\}/).map((piece, number) => (number % 2 ? { quote: words[piece] ?? '', label: Number(piece) < labels.length } : { frame: piece }));
  return {
    labels, subject: capital(listed(named)), beside: labels.filter((label) => !named.includes(label)), say: words.length > labels.length && objection !== labels.length ? words[labels.length] : words.length ? '' : point.text,
    object: objection < 0 ? '' : words[objection],
    pieces,
  };
}

// True where a text has a term as whole words.
function says(text, term) {
  const plain = term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${plain}(?![\\p{L}\\p{N}_])`, 'iu').test(text);
}

function listed(words) {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join('');
}

// A line begins as one begins; names that are not plain lower case keep their spelling.
function capital(words) {
  return /^\p{Ll}+(?:[ ,]|$)/u.test(words) ? words[0].toLocaleUpperCase('en') + words.slice(1) : words;
}

// The words a side is known by: its weightiest claim that is neither a scrap nor a speech.
function campWords(camp) {
  const order = heaviest(camp.claims).map((number) => claims[number].text);
  return order.find((text) => text.length >= 30 && text.length <= 160) || order[0] || '';
}

// Claims of a theme that no point cites: shown as "Other claims", never lost.
function restOf(theme) {
  const cited = new Set([...theme.points.flatMap((point) => point.claims), ...theme.children.flatMap((number) => themes[number].claims)]);
  return theme.claims.filter((claim) => !cited.has(claim));
}

function voicesOf(claimNumbers) {
  return new Set(claimNumbers.map((number) => {
    const post = posts[claims[number].post];
    return post.author === null ? `\u0000${post.id}` : post.author;
  })).size;
}

// How much others have to say about a claim: the order of lists.
function weight(claim) {
  return claim.from.length + claim.to.length + 2 * claim.points.length + claim.confidence;
}

function heaviest(claimNumbers) {
  return [...claimNumbers].sort((a, b) => weight(claims[b]) - weight(claims[a]) || a - b);
}

function percent(value) {
  return `${Math.round(value * 100)}\u00a0%`;
}

function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

function dateOf(post) {
  if (!post.created) return '';
  const date = new Date(post.created);
  if (Number.isNaN(date.getTime())) return '';
  return date.toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}

// A label for the canvas: no controls, no bidi tricks, no towers of combining marks.
function plain(text, most = 400) {
  return text.slice(0, most * 2)
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g, ' ')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most);
}

function shorten(text, most) {
  const clean = plain(text, most + 40);
  if (clean.length <= most) return clean;
  const cut = clean.lastIndexOf(' ', most);
  return `${clean.slice(0, cut > most * 0.6 ? cut : most).replace(/[\s,;:.–—-]+$/, '')}…`;
}

indexMap();
