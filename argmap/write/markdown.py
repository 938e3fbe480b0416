"""``summary.md``: the summary as Markdown, each point with a footnote to its comments."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from argmap.model import MapData, Point
from argmap.write.digest import (
    PREFIX,
    SIDES,
    Citation,
    Length,
    choose,
    citations,
    coverage_line,
    one_line,
    voices,
)

# What CommonMark 0.31 or GitHub's dialect would take for markup, and no more: the file is also
# read as it is. An underscore inside a word is only an underscore.
_INLINE = re.compile(r"([\\`*\[\]<~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)|#+$)")
_START = re.compile(r"^([-+=:>#]|\d+(?=[.)]))")


def to_markdown(
    argument_map: MapData,
    *,
    max_points: int | None = None,
    theme: str | None = None,
    author: str | None = None,
    entity: str | None = None,
    length: Length = "standard",
) -> str:
    """Write the summary; words of the discussion are escaped, so they never become markup.

    Args: those of :func:`argmap.write.digest.choose`.

    Raises:
        UnknownName: The map has no such theme, author or entity.
    """
    digest = choose(
        argument_map,
        max_points=max_points,
        theme=theme,
        author=author,
        entity=entity,
        length=length,
    )
    lines = [f"# {escape(digest.title)}", ""]
    notes: list[str] = []
    address = link_target(argument_map.thread.url)
    if address:
        lines += [f"<{address}>", ""]
    for section in digest.sections:
        lines += [f"## {escape(section.heading)}", ""]
        for point in section.points:
            number = len(notes) + 1
            cited = citations(argument_map, point)
            lines.append(f"- {escape(point.text)} ({voices(point)})[^{number}]")
            lines += _below(argument_map, point, cited, long=length == "long")
            notes.append(_footnote(number, cited))
        lines.append("")
    if not digest.sections:
        lines += ["No points.", ""]
    if digest.points < digest.points_total:
        lines += [f"{digest.points} of {digest.points_total} points are shown.", ""]
    lines += [f"*{coverage_line(digest.coverage)}*", ""]
    return "\n".join([*lines, *notes]).rstrip("\n") + "\n"


def _below(argument_map: MapData, point: Point, cited: list[Citation], *, long: bool) -> list[str]:
    """Indented lines under a point: its best counter-claim, or in the long form every claim."""
    if long:
        return [
            f"  - {PREFIX[each.side]}{_author(each)} {_post(each)}: “{escape(each.claim.text)}”"
            for each in cited
        ]
    quoted = {each.claim for each in point.quotes}
    if point.dissent is None or point.dissent in quoted:
        return []
    claim = argument_map.claim[point.dissent]
    return [f"  - Against: “{escape(claim.text)}”"]


def _footnote(number: int, cited: list[Citation]) -> str:
    sides = []
    for side in SIDES:
        by_author: dict[str, dict[str, None]] = {}
        for each in cited:
            if each.side == side:
                by_author.setdefault(_author(each), {})[_post(each)] = None
        if by_author:
            said = [" ".join([name, *posts]) for name, posts in by_author.items()]
            sides.append(PREFIX[side] + ", ".join(said))
    return f"[^{number}]: " + "; ".join(sides)


def _author(citation: Citation) -> str:
    return escape(citation.author or "unknown")


def _post(citation: Citation) -> str:
    address = link_target(citation.url)
    post = escape(citation.claim.post)
    return f"[{post}]({address})" if address else post


def escape(text: str) -> str:
    """Return foreign text as one line of plain words in Markdown."""
    return _START.sub(_escape_start, _INLINE.sub(r"\\\1", one_line(text)))


def _escape_start(match: re.Match[str]) -> str:
    found = match[1]
    # A figure cannot be escaped; the stop behind it can.
    return f"{found}\\" if found.isdigit() else f"\\{found}"


def link_target(url: str | None) -> str | None:
    """Return an http(s) address that cannot end the link it stands in; None for all others."""
    if url is None or one_line(url) != url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return quote(url, safe="/:?#@!$&*+,;=%~-._")
