"""The server's own pages: the list of maps and the query editor; files from a fixed table."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib.resources import files
from urllib.parse import quote

from argmap.store import Entry

_STATIC = {
    "serve.css": "text/css; charset=utf-8",
    "editor.js": "text/javascript; charset=utf-8",
    "yasgui.min.js": "text/javascript; charset=utf-8",
    "yasgui.min.css": "text/css; charset=utf-8",
}


def static(name: str) -> tuple[str, bytes] | None:
    """Return media type and content of a file that is shipped; only names of the table exist."""
    if name not in _STATIC:
        return None
    return _STATIC[name], (files("argmap") / "data" / "serve" / name).read_bytes()


def index(entries: Iterable[Entry]) -> str:
    """Return the list of maps."""
    rows = "".join(
        f'<tr><td><a href="/maps/{quote(each.id, safe=":")}">{escape(each.title or each.id)}</a>'
        f"<td>{escape(each.id)}<td>{each.posts:,}<td>{each.claims:,}<td>{each.triples:,}\n"
        for each in entries
    )
    return _page(
        "Argument maps",
        "<main><h1>Argument maps</h1>"
        "<table><thead><tr><th>Discussion<th>Id<th>Posts<th>Claims<th>Triples</thead>"
        f"<tbody>{rows}</tbody></table></main>",
    )


def editor() -> str:
    """Return the query editor (YASGUI); its data come from ``/schema.json``."""
    return _page(
        "Ask in SPARQL",
        '<main class="wide"><h1>Ask in SPARQL</h1>'
        '<p><label for="named">Queries that travel with argmap:</label> '
        '<select id="named"><option value="">choose one …</select> <span id="about"></span></p>'
        '<div id="editor"></div>'
        "<noscript>The editor needs JavaScript; the endpoint is /sparql.</noscript></main>"
        '<script src="/static/yasgui.min.js"></script><script src="/static/editor.js"></script>',
        '<link rel="stylesheet" href="/static/yasgui.min.css">',
    )


def _page(title: str, body: str, head: str = "") -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} · argmap</title>{head}"
        '<link rel="stylesheet" href="/static/serve.css"></head><body>'
        '<nav><a href="/">Maps</a> <a href="/query">Ask in SPARQL</a> '
        f'<a href="/.well-known/void">VoID</a></nav>{body}</body></html>\n'
    )
