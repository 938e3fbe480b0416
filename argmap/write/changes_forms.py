"""What changed: plain text, Markdown, a terminal, JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from argmap.model import DiffData, MapData, Point, PointChange
from argmap.write.changes import LIMIT, Line, report
from argmap.write.markdown import escape, link_target
from argmap.write.text import wrapped

if TYPE_CHECKING:
    from rich.console import Group, RenderableType

NOTHING = "Nothing changed."
COLOUR = {"+": "green", "−": "red", "~": "yellow", "!": "bold red", "=": "cyan", "↑": "green"}
VERSION = 1
"""Of the JSON."""


def changes_text(diff: DiffData, *, limit: int | None = LIMIT) -> str:
    """Write headings and lines, at most 88 characters wide.

    Args:
        diff: The comparison.
        limit: Most lines of each part; None for all.
    """
    told = report(diff, limit=limit)
    blocks = [told.title, "\n".join(told.counts)]
    for part in told.parts:
        lines = [part.title]
        for line in part.lines:
            lines += wrapped(_plain(line), f"  {line.sign or '•'} ")
        if part.more:
            lines.append(f"    and {part.more} more")
        blocks.append("\n".join(lines))
    if diff.is_empty:
        blocks.append(NOTHING)
    return "\n\n".join(blocks) + "\n"


def changes_markdown(diff: DiffData, *, limit: int | None = LIMIT) -> str:
    """Write Markdown; words of the discussion are escaped, so they never become markup.

    Args:
        diff: The comparison.
        limit: Most lines of each part; None for all.
    """
    told = report(diff, limit=limit)
    lines = [f"# {escape(told.title)}", "", *(f"- {escape(line)}" for line in told.counts), ""]
    for part in told.parts:
        lines += [f"## {part.title}", ""]
        for line in part.lines:
            sign = f"**{escape(line.sign)}** " if line.sign else ""
            lines.append(f"- {sign}{escape(line.text)}{_note(line)}")
        lines += [f"- and {part.more} more"] if part.more else []
        lines.append("")
    if diff.is_empty:
        lines += [NOTHING, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def changes_terminal(diff: DiffData, *, limit: int | None = LIMIT) -> Group:
    """Return what changed for a rich console; foreign words are text, never console markup.

    Args:
        diff: The comparison.
        limit: Most lines of each part; None for all.
    """
    from rich.console import Group
    from rich.rule import Rule
    from rich.text import Text

    told = report(diff, limit=limit)
    shown: list[RenderableType] = [Rule(Text(told.title, style="bold"))]
    shown += [Text(line, style="dim") for line in told.counts]
    for part in told.parts:
        shown.append(Text("\n" + part.title, style="bold cyan"))
        shown += [_row(line) for line in part.lines]
        if part.more:
            shown.append(Text(f"    and {part.more} more", style="dim"))
    if diff.is_empty:
        shown.append(Text("\n" + NOTHING))
    return Group(*shown)


def changes_json(diff: DiffData) -> str:
    """Write all of it as JSON, with the words of each claim; see docs/how-to/compare-maps.md."""
    told = {
        "format": "argmap-diff",
        "version": VERSION,
        "old": _head(diff.old),
        "new": _head(diff.new),
        "is_empty": diff.is_empty,
        "posts": [asdict(each) for each in diff.posts],
        "claims": [
            asdict(each)
            | {"old_text": _words(diff.old, each.old), "new_text": _words(diff.new, each.new)}
            for each in diff.claims
        ],
        "contests": [
            {
                "kind": each.kind,
                "claim": each.claim,
                "text": each.point.text if each.point else _words(diff.new, each.claim),
                "before": asdict(each.before),
                "after": asdict(each.after),
            }
            for each in diff.contests
        ],
        "stances": [asdict(each) for each in diff.stances],
        "voices": {
            "new": [asdict(each) for each in diff.voices_new],
            "gone": [asdict(each) for each in diff.voices_gone],
        },
        "themes": [
            asdict(each)
            | {
                "overlap": round(each.overlap, 4),
                "old_headings": _headings(diff.old, each.old),
                "new_headings": _headings(diff.new, each.new),
            }
            for each in diff.themes
        ],
        "entities": [asdict(each) for each in diff.entities],
        "points": [_point_change(each) for each in diff.points],
        "same": {"posts": dict(diff.post_of), "claims": dict(diff.claim_of)},
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _plain(line: Line) -> str:
    return f"{line.text} ({line.note})" if line.note else line.text


def _note(line: Line) -> str:
    address = link_target(line.url)
    if not line.note:
        return ""
    return f" ([{escape(line.note)}]({address}))" if address else f" ({escape(line.note)})"


def _row(line: Line) -> RenderableType:
    from rich.padding import Padding
    from rich.style import Style
    from rich.table import Table
    from rich.text import Text

    row = Table.grid(padding=(0, 1))
    row.add_column(no_wrap=True)
    row.add_column(max_width=110)
    words = Text(f"{line.text} ")
    if line.note:
        words.append(line.note, style=Style(dim=True, link=link_target(line.url)))
    row.add_row(Text(line.sign or "•", style=COLOUR.get(line.sign, "")), words)
    return Padding(row, (0, 0, 0, 2))


def _head(argument_map: MapData) -> dict[str, Any]:
    return {
        "id": argument_map.thread.id,
        "title": argument_map.thread.title,
        "source": argument_map.thread.source,
        "posts": len(argument_map.thread.posts),
        "claims": len(argument_map.claims),
        "relations": len(argument_map.relations),
        "entities": len(argument_map.entities),
    }


def _words(argument_map: MapData, claim: str | None) -> str | None:
    return None if claim is None else argument_map.claim[claim].text


def _headings(argument_map: MapData, names: tuple[str, ...]) -> list[str]:
    by_id = {theme.id: theme.heading for theme in argument_map.themes}
    return [by_id[name] for name in names]


def _point_change(change: PointChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "overlap": round(change.overlap, 4),
        "old": _point(change.old),
        "new": _point(change.new),
    }


def _point(point: Point | None) -> dict[str, Any] | None:
    if point is None:
        return None
    return {
        "text": point.text,
        "claims": list(point.claims),
        "voices": point.voices,
        "supports": point.supports,
        "contrasts": point.contrasts,
    }
