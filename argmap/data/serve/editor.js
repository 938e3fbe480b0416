// The query editor: YASGUI with the server's own endpoint, its terms to complete, and the named
// queries. It asks nothing of other servers; the page's Content-Security-Policy holds it to that.
'use strict';

const MAPS = 'https://w3id.org/argmap/map/';

// The address of a map's page, at the claim, entity, author or theme an IRI stands for.
function pageOf(iri) {
  if (!iri.startsWith(MAPS)) return null;
  const [path, name = ''] = iri.slice(MAPS.length).split('#');
  const id = path.split('/').map(decodeURIComponent).join(':');
  const page = `/maps/${encodeURIComponent(id).replaceAll('%3A', ':')}`;
  const found = /^(claim|entity|author|theme)-([^:]*(?::\d+-\d+)?)$/.exec(name);
  if (!found) return page;
  const shown = decodeURIComponent(found[2].replace(':', '#'));
  return `${page}#${new URLSearchParams({ [found[1]]: shown })}`;
}

function complete(terms, prefixes) {
  const known = Object.entries(prefixes);
  return async (editor, token) => {
    const typed = (token && token.autocompletionString) || '';
    const short = (iri) => {
      const found = known.find(([, space]) => iri.startsWith(space));
      return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
    };
    return terms.filter((iri) => iri.startsWith(typed) || short(iri).startsWith(typed));
  };
}

async function start() {
  const schema = await (await fetch('/schema.json')).json();
  const { Yasqe, Yasr } = Yasgui;
  Yasqe.defaults.prefixCcApi = null;
  const kept = { prefixes: schema.prefixes, class: schema.classes, property: schema.properties };
  for (const [name, given] of Object.entries(kept)) {
    const plugin = Yasqe.Autocompleters[name === 'prefixes' ? 'prefixes' : name];
    if (!plugin) continue;
    plugin.persistenceId = null;
    plugin.bulk = name === 'prefixes';
    plugin.get = name === 'prefixes'
      ? () => Object.entries(given).map(([prefix, space]) => `${prefix}: <${space}>`)
      : complete(given, schema.prefixes);
  }
  Yasqe.defaults.value = schema.queries[0].text;
  if (Yasr && Yasr.defaults) Yasr.defaults.prefixes = schema.prefixes;
  const yasgui = new Yasgui(document.getElementById('editor'), {
    requestConfig: { endpoint: '/sparql', method: 'POST' },
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [{ endpoint: '/sparql' }] },
    persistenceId: null,
    populateFromUrl: false,
  });
  offer(yasgui, schema.queries);
}

function offer(yasgui, queries) {
  const named = document.getElementById('named');
  const about = document.getElementById('about');
  for (const each of queries) named.add(new Option(each.title, each.name));
  named.addEventListener('change', () => {
    const chosen = queries.find((each) => each.name === named.value);
    if (!chosen) return;
    about.textContent = chosen.about;
    yasgui.getTab().getYasqe().setValue(chosen.text);
    yasgui.getTab().getYasqe().query();
  });
}

// IRIs of our nodes open the page of their map: in a table of results, a claim shows itself.
document.addEventListener('click', (event) => {
  const link = event.target.closest && event.target.closest('a[href]');
  const page = link && pageOf(link.getAttribute('href'));
  if (!page) return;
  event.preventDefault();
  window.open(page, '_blank', 'noopener');
});

start();
