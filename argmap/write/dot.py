"""The claims and their edges for Graphviz, themes as clusters."""

from __future__ import annotations

import textwrap

from argmap.model import Claim, MapData

_COLOUR = {"supports": "#1a7f37", "contrasts": "#b3261e", "rephrases": "#6b7280"}
_WIDTH = 40


def to_dot(argument_map: MapData) -> str:
    """Write a directed graph: a box per claim with its author, edges by kind.

    Source: https://graphviz.org/doc/info/lang.html.
    """
    lines = [
        f"digraph {_quoted(argument_map.thread.title)} {{",
        "  rankdir=BT;",
        '  node [shape=box, style=rounded, fontname="sans-serif"];',
        '  edge [fontname="sans-serif"];',
    ]
    for number, theme in enumerate(t for t in argument_map.themes if t.parent is None):
        lines.append(f"  subgraph cluster_{number} {{")
        lines.append(f"    label={_quoted(theme.heading)};")
        lines += [f"    {_node(argument_map, argument_map.claim[c])}" for c in theme.claims]
        lines.append("  }")
    for relation in argument_map.relations:
        lines.append(
            f"  {_quoted(relation.source)} -> {_quoted(relation.target)} "
            f"[label={_quoted(relation.kind)}, color={_quoted(_COLOUR[relation.kind])}];"
        )
    return "\n".join((*lines, "}")) + "\n"


def _node(argument_map: MapData, claim: Claim) -> str:
    post = argument_map.thread.by_id[claim.post]
    words = textwrap.wrap(claim.text, _WIDTH) or [""]
    said = [f"({post.author})"] if post.author else []
    label = "\n".join((*words, *said))
    # Graphviz draws the label and lets other attributes be: whoever reads the file has them.
    more = {"URL": post.url, "text": claim.text, "author": post.author, "created": post.created}
    told = "".join(f", {name}={_quoted(value)}" for name, value in more.items() if value)
    return f"{_quoted(claim.id)} [label={_quoted(label)}{told}];"


def _quoted(text: str) -> str:
    r"""Quote an id or label; a backslash would begin one of Graphviz's escapes (``\N``)."""
    bare = text.replace("\x00", "").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + bare.replace("\r", "").replace("\n", "\\n") + '"'
