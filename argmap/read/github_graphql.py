"""GitHub discussions, issues and pull requests as its GraphQL API gives them.

Shape: https://docs.github.com/graphql/reference/objects#discussion. Lists are connections
(``nodes``, or ``edges`` of a ``node``); replies of a discussion are nested.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from argmap.errors import BadSource
from argmap.model import Thread
from argmap.read.assemble import Raw, Tally, as_id, as_int, as_time, assemble
from argmap.read.clean import Cleaned, clean_html, clean_text
from argmap.read.columns import as_url
from argmap.read.github import clean_comment, set_aside
from argmap.read.infer import with_parents
from argmap.read.source import Source

Json = dict[str, Any]
_KINDS = ("discussion", "issue", "pullRequest", "issueOrPullRequest")
_NESTED = ("comments", "replies", "reviews", "reviewThreads", "timelineItems")
_REPO = re.compile(r"https?://[^/]+/([\w.-]+/[\w.-]+)/(?:issues|pull|discussions)/\d+")


def recognises(source: Source) -> bool:
    """True for an answer that holds a discussion, an issue or a pull request."""
    return not source.members and source.looks_like_json and _topic(source.json) is not None


def read(source: Source) -> Thread:
    """Read the opening post and all below it; links between issue comments are inferred.

    Raises:
        BadSource: Broken JSON, or none of these in it.
    """
    topic = _topic(source.json)
    if topic is None:
        raise BadSource(source.name, "", "JSON, but no GitHub discussion, issue or pull request")
    tally = Tally()
    raws = list(_posts(topic, tally))
    url = as_url(topic.get("url"))
    number, repo = as_id(topic.get("number")), _REPO.match(url or "")
    return assemble(
        source,
        with_parents(raws, default=raws[0].id if raws[0].id == "topic" else None),
        id=f"gh:{repo.group(1)}#{number}" if repo and number else None,
        title=str(topic.get("title") or ""),
        url=url,
        tally=tally,
    )


def _topic(value: Any) -> Json | None:
    for name in ("data", "repository"):
        value = value.get(name, value) if isinstance(value, dict) else None
    if not isinstance(value, dict):
        return None
    found = next((value[kind] for kind in _KINDS if isinstance(value.get(kind), dict)), value)
    lists = any(_connection(found.get(name)) is not None for name in _NESTED)
    return found if lists and ("title" in found or "body" in found) else None


def _connection(value: Any) -> list[Any] | None:
    if not isinstance(value, dict):
        return None
    if isinstance(nodes := value.get("nodes"), list):
        return list(nodes)
    edges = value.get("edges")
    if not isinstance(edges, list):
        return None
    return [edge.get("node") for edge in edges if isinstance(edge, dict)]


def _posts(topic: Json, tally: Tally) -> Iterator[Raw]:
    """The opening post, then what is nested, in reading order."""
    yield _post(topic, "topic", None)
    waiting = _below(topic, None)
    number = 0
    while waiting:
        node, above = waiting.pop()
        if not isinstance(node, dict):
            continue
        answered = node.get("replyTo")
        given = as_id(answered.get("id")) if isinstance(answered, dict) else None
        number += 1
        name = as_id(node.get("id") or node.get("databaseId")) or f"c{number}"
        if _has_text(node) and not set_aside(node, name, tally):
            yield _post(node, name, given or above)
            above = name
        waiting.extend(_below(node, above))


def _below(node: Json, above: str | None) -> list[tuple[Any, str | None]]:
    found: list[tuple[Any, str | None]] = []
    for name in _NESTED:
        found.extend((inner, above) for inner in _connection(node.get(name)) or [])
    return found[::-1]


def _has_text(node: Json) -> bool:
    return any(isinstance(node.get(name), str) and node[name] for name in _BODIES)


_BODIES = ("body", "bodyHTML", "bodyText")


def _post(node: Json, name: str, parent: str | None) -> Raw:
    author = node.get("author")
    return Raw(
        name,
        _body(node),
        parent,
        as_id(author.get("login") if isinstance(author, dict) else author),
        as_time(node.get("createdAt") or node.get("submittedAt")),
        as_url(node.get("url")),
        as_int(node.get("upvoteCount")),
    )


def _body(node: Json) -> Cleaned:
    if isinstance(text := node.get("body"), str):
        return clean_comment(text)
    if isinstance(text := node.get("bodyHTML"), str):
        return clean_html(text)
    text = node.get("bodyText")
    return clean_text(text if isinstance(text, str) else "")
