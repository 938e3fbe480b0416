// The plain network: pyvis' nodes and edges, drawn by its vis-network. Texts are text nodes only.
(() => {
  'use strict';

  const data = JSON.parse(document.getElementById('network-data').textContent);
  const byId = new Map(data.nodes.map((node) => [node.id, node]));
  data.edges.forEach((edge, number) => { edge.id = number; });
  const nodes = new vis.DataSet(data.nodes.map((node) => ({
    id: node.id, label: node.label, x: node.x, y: node.y, color: node.color, shape: node.shape, size: node.size,
    widthConstraint: { maximum: 160 }, font: { size: 12, multi: false },
  })));
  const network = new vis.Network(document.getElementById('network'), { nodes, edges: new vis.DataSet(data.edges) }, {
    ...data.options,
    layout: { improvedLayout: false },
    nodes: { scaling: { label: { drawThreshold: 7 } } },
  });

  function element(tag, text, parent) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (parent) parent.append(made);
    return made;
  }

  const words = { supports: ['supports', 'is supported by'], contrasts: ['contrasts with', 'is contrasted by'], rephrases: ['says the same as', 'is said again by'] };

  function show(id) {
    const node = byId.get(id);
    const panel = document.getElementById('panel');
    panel.replaceChildren();
    element('blockquote', node.quote, panel).dir = 'auto';
    const by = element('p', `${node.author || 'unknown author'} · ${node.claim_kind} · ${node.theme} `, panel);
    if (/^https?:\/\//.test(node.url)) {
      const link = element('a', 'original', by);
      link.href = node.url;
      link.rel = 'noopener noreferrer';
      link.target = '_blank';
    }
    const list = element('ul', undefined, panel);
    for (const edge of data.edges) {
      if (edge.from !== id && edge.to !== id) continue;
      const other = byId.get(edge.from === id ? edge.to : edge.from);
      element('li', `${words[edge.sign][edge.from === id ? 0 : 1]}: ${other.label} (${Math.round(edge.confidence * 100)} %; ${edge.reasons.join(', ')})`, list);
    }
  }

  network.on('selectNode', (event) => show(event.nodes[0]));

  document.getElementById('search').addEventListener('input', (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    const hits = wanted ? data.nodes.filter((node) => `${node.quote}\n${node.author}`.toLowerCase().includes(wanted)) : [];
    document.getElementById('found').textContent = wanted ? `${hits.length} found` : '';
    network.selectNodes(hits.map((node) => node.id), false);
    if (hits.length) {
      network.fit({ nodes: hits.slice(0, 12).map((node) => node.id), maxZoomLevel: 1, animation: false });
      show(hits[0].id);
    }
  });

  const legend = document.getElementById('legend');
  for (const sign of Object.keys(words)) {
    const entry = element('span', undefined, legend);
    element('span', undefined, entry).className = `line ${sign}`;
    entry.append(sign);
  }
  for (const theme of data.themes.slice(0, 14)) {
    const entry = element('span', undefined, legend);
    const dot = element('span', '● ', entry);
    dot.style.color = theme.color;
    entry.append(theme.name.slice(0, 60));
  }
  document.body.dataset.ready = 'yes';
})();
