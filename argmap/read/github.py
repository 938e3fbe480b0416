"""A GitHub issue as JSON: the shape of the IETF archive, or the REST issue with its comments.

Comments on an issue have no reply links; they are inferred from quotes and @mentions.
"""

from __future__ import annotations

import re
from typing import Any

from argmap.errors import BadSource
from argmap.model import Thread
from argmap.read.assemble import Raw, Tally, as_id, as_time, assemble
from argmap.read.clean import Cleaned
from argmap.read.columns import as_url
from argmap.read.infer import with_parents
from argmap.read.mail_text import with_attributions
from argmap.read.markdown import clean_markdown
from argmap.read.source import Source

Json = dict[str, Any]
_FOOTER = re.compile(
    r"(?:\A|\n)(?:—|–|--?|_{3,}) *\n(?:You are receiving this|Reply to this email|View it on GitHub"
    r"|You can view, comment on)(?s:.*)\Z"
)
"""What GitHub's mail adds below a comment; who answers by mail leaves it in."""


def recognises(source: Source) -> bool:
    """True for an object with an issue and its list of comments, or a list of REST comments."""
    return not source.members and source.looks_like_json and _parts(source.json) is not None


def read(source: Source) -> Thread:
    """Read the issue as the opening post, and each comment; those of bots are set aside.

    Raises:
        BadSource: Broken JSON, or no issue in it.
    """
    parts = _parts(source.json)
    if parts is None:
        raise BadSource(source.name, "", "JSON, but no GitHub issue with comments")
    issue, comments, repo = parts
    number = as_id(issue.get("number")) or ""
    if reviews := _reviews(source.json):
        comments = sorted([*comments, *reviews], key=_when)
    opening = [_post(issue, "issue")] if issue.get("body") else []
    tally = Tally()
    rest = [
        _post(node, f"c{n}")
        for n, node in enumerate(comments, start=1)
        if not set_aside(node, f"comment {n}", tally)
    ]
    raws = with_parents([*opening, *rest], default="issue" if opening else None)
    name = f"gh:{repo}#{number}" if repo and number else None
    url = as_url(issue.get("html_url") or issue.get("url"))
    return assemble(
        source, raws, id=name, title=str(issue.get("title") or ""), url=url, tally=tally
    )


def _parts(value: Any) -> tuple[Json, list[Json], str] | None:
    if isinstance(value, list):
        rest = [node for node in value if isinstance(node, dict) and "issue_url" in node]
        return ({}, rest, "") if rest else None
    if not isinstance(value, dict):
        return None
    issue = value.get("issue") if isinstance(value.get("issue"), dict) else value
    comments = issue.get("comments") if isinstance(issue, dict) else None
    if not isinstance(comments, list):
        comments = value.get("comments")
    if not isinstance(issue, dict) or not isinstance(comments, list) or "number" not in issue:
        return None
    repo = value.get("repo") if isinstance(value.get("repo"), str) else ""
    return issue, [node for node in comments if isinstance(node, dict)], str(repo)


def _reviews(value: Any) -> list[Json]:
    """What was said on the code of a pull request (``argmap fetch gh:…`` puts it there)."""
    found: list[Json] = []
    for name in ("reviews", "review_comments") if isinstance(value, dict) else ():
        nodes = value.get(name)
        # Most reviews say nothing themselves: their comments do.
        found.extend(
            {**node, "id": f"{name[:-1]}-{as_id(node.get('id'))}"}
            for node in (nodes if isinstance(nodes, list) else [])
            if isinstance(node, dict) and node.get("body")
        )
    return found


def _when(node: Json) -> str:
    created = node.get("createdAt") or node.get("created_at") or node.get("submitted_at")
    return as_time(created) or ""


def set_aside(node: Json, where: str, tally: Tally) -> bool:
    """Tell, and count, what a program wrote: its words are nobody's claims."""
    author = node.get("author") or node.get("user")
    person = author if isinstance(author, dict) else {"login": author}
    is_bot = "Bot" in (person.get("type"), person.get("__typename"))
    is_bot = is_bot or str(person.get("login")).endswith("[bot]")
    if is_bot:
        tally.add("comments by bots, set aside", where)
    return is_bot


def clean_comment(text: str) -> Cleaned:
    """Clean GitHub's Markdown; of an answer by mail, without what the mail adds."""
    text = _FOOTER.sub("", text.replace("\r\n", "\n"))
    return with_attributions(clean_markdown(text, breaks=True))


def _post(node: Json, fallback: str) -> Raw:
    answered = as_id(node.get("in_reply_to_id"))
    author = node.get("author") or node.get("user")
    if isinstance(author, dict):
        author = author.get("login")
    body = node.get("body")
    return Raw(
        fallback if fallback == "issue" else as_id(node.get("id")) or fallback,
        clean_comment(body if isinstance(body, str) else ""),
        f"review_comment-{answered}" if answered else None,
        as_id(author),
        _when(node) or None,
        as_url(node.get("html_url") or node.get("url")),
    )
