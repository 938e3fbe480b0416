"""Stack Exchange as its API gives it: questions with answers and comments, or lists of either.

Shapes: https://api.stackexchange.com/docs/types/question, /answer and /comment. An answer replies
to its question, a comment to its post.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from argmap.errors import BadSource
from argmap.model import Thread
from argmap.read.assemble import Raw, Tally, as_id, as_int, as_time, assemble
from argmap.read.clean import Cleaned, clean_html
from argmap.read.columns import as_url
from argmap.read.markdown import clean_markdown
from argmap.read.source import Source

Json = dict[str, Any]
_IDS = (("comment", "comment_id"), ("answer", "answer_id"), ("question", "question_id"))
_MARKS = {
    "question": ("answer_count", "answers", "is_answered"),
    "answer": ("is_accepted", "last_activity_date", "owner"),
    "comment": ("post_id", "edited", "owner"),
}


def recognises(source: Source) -> bool:
    """True for questions, answers or comments of a Stack Exchange site."""
    if source.members or not source.looks_like_json:
        return False
    return any(_kind(node) for node in _items(source.json)[:3])


def read(source: Source) -> Thread:
    """Read the questions with all that is nested in them.

    Raises:
        BadSource: Broken JSON, or no post of Stack Exchange in it.
    """
    tally = Tally()
    raws: list[Raw] = []
    questions: list[Json] = []
    for node, kind, parent in _walk(_items(source.json), tally):
        if kind == "question":
            questions.append(node)
        raws.append(_post(node, kind, parent))
    if not raws:
        raise BadSource(source.name, "", "JSON, but no question, answer or comment")
    one = questions[0] if len(questions) == 1 else {}
    number = as_id(one.get("question_id"))
    return assemble(
        source,
        raws,
        id=f"stackexchange:{number}" if number else None,
        title=_plain(one.get("title")),
        url=as_url(one.get("link")),
        roots=frozenset(raw.parent for raw in raws if raw.parent and not questions),
        tally=tally,
    )


def _items(value: Any) -> list[Any]:
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        return list(value["items"])
    return value if isinstance(value, list) else [value]


def _kind(node: Any) -> str | None:
    if not isinstance(node, dict):
        return None
    for kind, name in _IDS:
        if as_id(node.get(name)) and any(mark in node for mark in _MARKS[kind]):
            return kind
    return None


def _walk(items: list[Any], tally: Tally) -> Iterator[tuple[Json, str, str | None]]:
    """Posts in reading order: a post, its comments, its answers."""
    waiting: list[tuple[Any, str | None]] = [(node, None) for node in reversed(items)]
    while waiting:
        node, above = waiting.pop()
        kind = _kind(node)
        if kind is None:
            tally.add("entries that are no question, answer or comment, skipped")
            continue
        yield node, kind, above
        name = _id(node, kind)
        for field in ("answers", "comments"):
            inner = node.get(field)
            if isinstance(inner, list):
                waiting.extend((each, name) for each in reversed(inner))


def _id(node: Json, kind: str) -> str:
    """Questions and answers share one row of numbers, comments have their own."""
    number = as_id(node.get(f"{kind}_id")) or ""
    return f"c{number}" if kind == "comment" else number


def _post(node: Json, kind: str, above: str | None) -> Raw:
    field = {"comment": "post_id", "answer": "question_id"}.get(kind, "")
    owner = node.get("owner")
    author = owner.get("display_name") if isinstance(owner, dict) else None
    return Raw(
        _id(node, kind),
        _body(node),
        above or as_id(node.get(field)),
        _plain(author),
        as_time(node.get("creation_date")),
        as_url(node.get("link")),
        as_int(node.get("score")),
    )


def _body(node: Json) -> Cleaned:
    """The HTML; where the answer was asked for without it, the Markdown or the title."""
    if isinstance(body := node.get("body"), str):
        return clean_html(body)
    if isinstance(body := node.get("body_markdown"), str):
        return clean_markdown(html.unescape(body))
    return clean_html(html.escape(_plain(node.get("title"))))


def _plain(value: Any) -> str:
    return html.unescape(value) if isinstance(value, str) else ""
