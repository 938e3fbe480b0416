"""``summary.md``: the summary as Markdown, each point with a footnote to its comments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Unpack
from urllib.parse import quote, urlsplit

from argmap.model import MapData, Point
from argmap.write.cite import PREFIX, Citation, citations, share, voiced
from argmap.write.contrast import Contrasts, Pair, Said, Standing, by_author, verdicts
from argmap.write.digest import Choices, Digest, choose, coverage_line, one_line, shorten
from argmap.write.opening import Told
from argmap.write.several import Several, shared_line
from argmap.write.wording import Line

CITED = 8
"""Most comments a footnote names, but in the long form."""
LISTED = 40
"""Most posts that are listed as not covered, but in the long form."""
IN_A_CELL = 2
"""Most claims in a cell of the table."""

# What CommonMark 0.31 or GitHub's dialect would take for markup, and no more: the file is also
# read as it is. An underscore inside a word is only an underscore.
_INLINE = re.compile(r"([\\`*\[\]<~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)|#+$)")
_START = re.compile(r"^([-+=:>#]|\d+(?=[.)]))")


def to_markdown(argument_map: MapData, **choices: Unpack[Choices]) -> str:
    """Write the summary; words of the discussion are escaped, so they never become markup.

    Args:
        argument_map: The map whose summary is written.
        choices: Those of :func:`argmap.write.digest.choose`.

    Raises:
        UnknownName: The map has no such theme, author or entity.
    """
    return markdown_of(Several((choose(argument_map, **choices),)))


def markdown_of(several: Several) -> str:
    """Write the summary of one discussion, or of several under one title."""
    page = _Page(several)
    if not several.alone:
        page.lines += [f"# {several.title}", ""]
        line = shared_line(several)
        page.lines += [escape(line), ""] if line else []
    for digest in several.digests:
        page.discussion(digest)
    return "\n".join([*page.lines, *page.notes]).rstrip("\n") + "\n"


class _Page:
    """Lines so far, and the footnotes that stand at the end of all of them."""

    def __init__(self, several: Several) -> None:
        self.lines: list[str] = []
        self.notes: list[str] = []
        self.top = "#" if several.alone else "##"

    def discussion(self, digest: Digest) -> None:
        """Write one summary: opening, headlines, sections, what is compared, what is left out."""
        self.lines += [f"{self.top} {escape(digest.title)}", ""]
        address = link_target(digest.map.thread.url)
        if address:
            self.lines += [f"<{address}>", ""]
        self.lines += [escape(digest.overview), ""]
        for each in digest.leads:
            self.lines += [_lead(each), ""]
        noted = self._numbers(digest)
        if digest.headlines:
            self.lines += ["**In short**", ""]
            self.lines += [
                f"{number}. {_line(digest.brief(point))}[^{noted[point]}]"
                for number, point in enumerate(digest.headlines, 1)
            ]
            self.lines.append("")
        for section in digest.sections:
            self.lines += [f"{self.top}# {escape(section.heading)}", ""]
            for point in section.points:
                self._point(digest, point, noted[point])
            self.lines.append("")
        if not digest.sections:
            self.lines += ["No points.", ""]
        self.lines += _compared(digest.contrasts, f"{self.top}#")
        self.lines += _left_out(digest)

    def _numbers(self, digest: Digest) -> dict[Point, int]:
        """Number the footnotes in the order of the sections; headlines share those."""
        points = dict.fromkeys(point for section in digest.sections for point in section.points)
        return {point: number for number, point in enumerate(points, len(self.notes) + 1)}

    def _point(self, digest: Digest, point: Point, number: int) -> None:
        cited = citations(digest.map, point)
        long = digest.length == "long"
        self.lines.append(f"- {_line(digest.line(point))}[^{number}]")
        if digest.is_rewritten(point):
            self.lines.append(f"  - In their words: {escape(point.text)}")
        self.lines += _below(digest.map, point, cited, long=long)
        if number > len(self.notes):
            self.notes.append(_footnote(number, cited, None if long else CITED))


def _lead(told: Told) -> str:
    return f"**{told.label}:** “{escape(told.text)}” — {_link(told.who, told.url)}"


def _line(line: Line) -> str:
    """Set the subject of a point apart, with the voices that speak to it."""
    words = escape(line.words) + (f" ({line.count})" if line.count else "")
    if not line.subject:
        return words
    return f"**{escape(line.subject)}** ({line.voices}): {words}"


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


def _footnote(number: int, cited: list[Citation], most: int | None) -> str:
    sides = []
    for side, posts, more in share(cited, most):
        by_name: dict[str, list[str]] = {}
        for each in posts:
            by_name.setdefault(_author(each), []).append(_post(each))
        said = [" ".join([name, *links]) for name, links in by_name.items()]
        sides.append(PREFIX[side] + ", ".join(said) + (f" and {more} more" if more else ""))
    return f"[^{number}]: " + "; ".join(sides)


def _compared(contrasts: Contrasts, level: str) -> list[str]:
    """Write the entity contrast tables, or nothing where nothing is compared."""
    if not contrasts.pairs:
        return []
    lines = [f"{level} What is compared", "", "| | key words | in whose words |", "|---|---|---|"]
    lines += [row for pair in contrasts.pairs for row in _pair_rows(pair)]
    hidden = contrasts.pairs_total - len(contrasts.pairs)
    lines += ["", f"{hidden} more pairs are compared.", ""] if hidden else [""]
    if contrasts.standings:
        lines += ["| | for | against |", "|---|---|---|"]
        lines += [_standing_row(each) for each in contrasts.standings]
        lines.append("")
    return lines


def _pair_rows(pair: Pair) -> list[str]:
    return [
        f"| {_cell(title)} | {f'“{_cell(aspect)}”' if aspect else ''} | {_said(said)} |"
        for title, aspect, said in verdicts(pair)
    ]


def _standing_row(each: Standing) -> str:
    sides = ((each.supports, each.praise), (each.contrasts, each.blame))
    cells = (f"{voiced(number)}: {_said(said)}" if number else "" for number, said in sides)
    return f"| {_cell(each.entity.name)} | " + " | ".join(cells) + " |"


def _said(said: Iterable[Said]) -> str:
    cells = []
    for each in by_author(said, IN_A_CELL):
        address = link_target(each.url)
        name = _cell(each.author or each.claim.post)
        who = f"[{name}]({address})" if address else name
        cells.append(f"“{_cell(shorten(each.claim.text))}” {who}")
    return "<br>".join(cells)


def _cell(text: str) -> str:
    return escape(text).replace("|", "\\|")


def _left_out(digest: Digest) -> list[str]:
    """Say what is not shown and list, folded, the posts that no point cites."""
    lines = []
    if digest.points < digest.points_total:
        lines += [f"{digest.points} of {digest.points_total} points are shown.", ""]
    if digest.rewriting is not None:
        lines += [f"*{escape(digest.rewriting.line())}.*", ""]
    lines += [f"*{coverage_line(digest.coverage)}*", ""]
    left = digest.coverage.not_covered
    if digest.length == "short" or not left:
        return lines
    shown = left if digest.length == "long" else left[:LISTED]
    more = len(left) - len(shown)
    posts = digest.map.thread.by_id
    links = ", ".join(_link(post, posts[post].url) for post in shown)
    return [
        *lines,
        "<details><summary>Not covered</summary>",
        "",
        links + (f" and {more} more" if more else ""),
        "",
        "</details>",
        "",
    ]


def _author(citation: Citation) -> str:
    return escape(citation.author or "unknown")


def _post(citation: Citation) -> str:
    return _link(citation.claim.post, citation.url)


def _link(post: str, url: str | None) -> str:
    address = link_target(url)
    return f"[{escape(post)}]({address})" if address else escape(post)


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
