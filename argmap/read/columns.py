"""Rows with named columns -> raw posts: which column holds what, by the names people use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from argmap.errors import BadSource
from argmap.model import PostState
from argmap.read.assemble import Raw, Tally, as_id, as_int, as_time
from argmap.read.clean import Cleaned, clean_html, clean_line, clean_text
from argmap.read.source import Source

NAMES: Mapping[str, tuple[str, ...]] = {
    # Also the columns of Talk to the City, Polis and Sensemaker files.
    "id": ("id", "commentid", "postid", "messageid", "msgid", "statementid", "tweetid", "tid",
           "objectid", "uid", "uuid", "rowid", "number", "no", "index"),
    "parent": ("parent", "parentid", "parentcomment", "parentcommentid", "parentpostid",
               "replyto", "replytoid", "inreplyto", "inreplytoid", "inreplytostatusid",
               "responseto", "respondsto", "replytocommentid"),
    "text": ("text", "body", "comment", "commentbody", "commenttext", "content", "message",
             "msg", "statement", "surveytext", "txt", "post", "selftext", "answer", "response",
             "interview", "quote", "argument", "claim", "description", "commentplain", "reply",
             "utterance", "sentence"),
    "author": ("author", "user", "username", "userid", "authorid", "name", "by", "handle",
               "speaker", "sender", "from", "login", "nickname", "screenname", "participantid",
               "participant", "respondent", "interviewee", "commenter", "commentinguser",
               "authorname", "interview"),
    "created": ("created", "createdat", "createdutc", "timestamp", "time", "date", "datetime",
                "published", "publishedat", "postedat", "sentat"),
    "score": ("score", "points", "votes", "upvotes", "likes", "ups", "likecount", "agrees",
              "agreecount"),
    "url": ("url", "link", "permalink", "href", "uri"),
    "title": ("threadtitle", "topic", "storytitle", "discussion", "title", "subject"),
    "deleted": ("deleted", "isdeleted", "removed"),
}  # fmt: skip
"""Field -> names of its column, best first; compared without case and punctuation."""

_AGREES, _DISAGREES = ("agrees", "agreecount"), ("disagrees", "disagreecount")
"""Votes of Polis and Sensemaker, where a group's name may stand in front."""
_MODERATED = ("moderated", "mod")
_REJECTED = frozenset({"-1", "-1.0"})

_HTML = re.compile(
    r"</?(?:p|br|a|i|em|b|strong|div|span|pre|code|blockquote|ul|ol|li)\b[^<>]*>|&#?\w+;"
)
_TRUE = frozenset({"true", "yes", "1"})
_GONE = frozenset({"[deleted]", "[removed]"})


@dataclass(frozen=True)
class Columns:
    """The name of the column for each field that the rows have."""

    of: Mapping[str, str]
    agrees: tuple[str, ...] = ()
    disagrees: tuple[str, ...] = ()
    moderated: str | None = None

    @property
    def known(self) -> frozenset[str]:
        """The names of all columns that mean something."""
        more = (*self.agrees, *self.disagrees, *filter(None, [self.moderated]))
        return frozenset((*self.of.values(), *more))

    def value(self, row: Mapping[str, Any], field: str) -> Any:
        """What the row says for a field, or None."""
        name = self.of.get(field)
        return None if name is None else row.get(name)


def key(name: object) -> str:
    """``Comment-Body`` and ``comment_body`` are one name."""
    return re.sub(r"[\W_]+", "", str(name).casefold())


def columns(names: Iterable[str]) -> Columns:
    """Map the column names of a file to fields; one column serves one field."""
    return _columns(tuple(names))


@lru_cache(maxsize=256)
def _columns(names: tuple[str, ...]) -> Columns:
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(key(name), name)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for field, choices in NAMES.items():
        best = next((by_key[c] for c in choices if c in by_key and by_key[c] not in taken), None)
        if best is not None:
            found[field] = best
            taken.add(best)
    agrees, disagrees = (_votes(by_key, choices) for choices in (_AGREES, _DISAGREES))
    moderated = next((by_key[name] for name in _MODERATED if name in by_key), None)
    return Columns(found, agrees, disagrees, moderated)


def _votes(by_key: Mapping[str, str], choices: tuple[str, ...]) -> tuple[str, ...]:
    """The column of all votes, else those of each group (``group-0-agree-count``)."""
    whole = next((by_key[name] for name in choices if name in by_key), None)
    if whole is not None:
        return (whole,)
    ending = choices[-1]
    against = ending == _AGREES[-1]
    return tuple(
        name
        for key, name in by_key.items()
        if key.endswith(ending) and not (against and key.endswith(_DISAGREES[-1]))
    )


def raw_posts(
    source: Source, names: Sequence[str], rows: Sequence[Mapping[str, Any]], tally: Tally
) -> list[Raw]:
    """One raw post for each row; those that moderators rejected are counted and set aside.

    Raises:
        BadSource: No column can be the text; lists the columns there are.
    """
    found = columns(names)
    if "text" not in found.of:
        found = _longest(source, names, rows, found, tally)
    raws = []
    for number, row in enumerate(rows, start=1):
        if found.moderated is not None and as_id(row.get(found.moderated)) in _REJECTED:
            tally.add("rows that moderators rejected, set aside", f"row {number}")
        else:
            raws.append(_raw(row, found, f"row {number}"))
    return raws


def title_of(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """The title all rows share, or nothing."""
    found = columns(names)
    titles = {str(found.value(row, "title") or "") for row in rows}
    return titles.pop() if len(titles) == 1 else ""


def _longest(
    source: Source,
    names: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    found: Columns,
    tally: Tally,
) -> Columns:
    """Take the column of the longest words where no name says which is the text."""
    used = set(found.of.values()) - {found.of.get("title")}
    sizes = {
        name: sum(len(value) for row in rows if isinstance(value := row.get(name), str))
        for name in names
        if name not in used
    }
    best = max(sizes, key=lambda name: sizes[name], default=None)
    if best is None or sizes[best] < 10 * len(rows):
        known = ", ".join(filter(None, map(clean_line, names))) or "none"
        raise BadSource(
            source.name, "", f"no column holds the text (columns: {known[:300]})",
            "Name one of them text.",
        )  # fmt: skip
    tally.add(f"column {clean_line(best)!r} taken as the text, as the longest", "header")
    kept = {field: name for field, name in found.of.items() if name != best}
    return replace(found, of={**kept, "text": best})


def _raw(row: Mapping[str, Any], found: Columns, where: str) -> Raw:
    body = clean_value(found.value(row, "text"))
    state: PostState = "ok"
    if _is_true(found.value(row, "deleted")) or body.text in _GONE:
        body, state = Cleaned(""), "deleted"
    return Raw(
        as_id(found.value(row, "id")),
        body,
        as_id(found.value(row, "parent")),
        _person(found.value(row, "author")),
        as_time(found.value(row, "created")),
        as_url(found.value(row, "url")),
        _score(row, found),
        state,
        where=where,
    )


def _score(row: Mapping[str, Any], found: Columns) -> int | None:
    """Votes for it less those against, where both are counted; else the score it is given."""
    if not (found.agrees and found.disagrees):
        return as_int(found.value(row, "score"))
    sides = [[as_int(row.get(name)) for name in side] for side in (found.agrees, found.disagrees)]
    counted = [sum(n for n in side if n is not None) for side in sides]
    return counted[0] - counted[1] if any(n is not None for n in (*sides[0], *sides[1])) else None


def clean_value(value: object) -> Cleaned:
    """Clean a cell: HTML where it holds tags or entities of HTML, plain text otherwise."""
    if value is None or isinstance(value, (bool, dict, list)):
        return Cleaned("")
    text = value if isinstance(value, str) else as_id(value) or ""
    if _HTML.search(text):
        return clean_html(text, collapse=False)
    return clean_text(text)


def as_url(value: object) -> str | None:
    """A web address, or None for anything else."""
    if isinstance(value, str) and value.strip().startswith(("http://", "https://")):
        return value.strip() if " " not in value.strip() and value.isprintable() else None
    return None


def _person(value: object) -> str | None:
    if isinstance(value, dict):
        choices = ("login", "username", "name", "handle", "id")
        value = next((value[name] for name in choices if value.get(name)), None)
    return as_id(value)


def _is_true(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.casefold() in _TRUE)
