"""Addresses -> what stands there: the only use of the network, and only if the user named one."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from argmap.errors import FetchFailed
from argmap.read.source import Source
from argmap.read.web import Web

HN_API = "https://hn.algolia.com/api/v1/items/"
REDDIT = "https://www.reddit.com/"
GITHUB_API = "https://api.github.com/"
MOST_STUBS = 5
"""Requests for comments behind Reddit's *more* stubs: 100 comments each."""
MOST_PAGES = 20
"""Pages of 100 comments of a GitHub issue."""

_HN = re.compile(
    r"hn:(\d+)$|https?://news\.ycombinator\.com/item\?(?:.*&)?id=(\d+)"
    r"|https?://hn\.algolia\.com/api/v1/items/(\d+)"
)
_REDDIT = re.compile(
    r"(?:reddit:(?:t3_)?([a-z0-9]{1,12})$"
    r"|(?:reddit:)?(?:https?://)?(?:\w+\.)?reddit\.com/(?:(?:r|user)/[\w-]+/)?comments/([a-z0-9]{1,12})\b"
    r"|reddit:https?://redd\.it/([a-z0-9]{1,12})\b)",
    re.IGNORECASE,
)
_GITHUB = re.compile(
    r"(?:gh:([\w.-]+/[\w.-]+)#(\d+)$"
    r"|https?://github\.com/([\w.-]+/[\w.-]+)/(?:issues|pull)/(\d+)(?:[/?#].*)?$)"
)
_DISCUSSION = re.compile(r"https?://github\.com/[\w.-]+/[\w.-]+/discussions/\d+")


def is_address(source: str) -> bool:
    """True for a URL or an address such as ``hn:39232976``: never for a file."""
    return re.match(r"https?://|hn:\d+$|reddit:|gh:[^/\s]+/[^#\s]+#\d+$", source) is not None


def fetch(address: str, *, sleep: Callable[[float], None] = time.sleep) -> Source:
    """Fetch what stands at an address, politely (see ``web``).

    ``hn:ID``, ``reddit:ID|URL`` and ``gh:OWNER/REPO#N``, and the pages they stand for, go
    through the APIs of these sites; of several answers one JSON is made.

    Raises:
        FetchFailed: Offline, too slow, too large, or refused; says which.
    """
    web = Web(address, sleep)
    if found := _HN.match(address):
        url = HN_API + next(filter(None, found.groups()))
        return Source(address, web.get(url).data, address=url)
    if found := _REDDIT.match(address):
        return _reddit(web, next(filter(None, found.groups())).lower())
    if found := _GITHUB.match(address):
        repo, number = filter(None, found.groups())
        return _github(web, repo, number)
    if address.startswith("reddit:"):
        raise FetchFailed(address, "no address of a Reddit post")
    if _DISCUSSION.match(address):
        why = "GitHub gives discussions to its GraphQL API alone, with a login"
        mend = "Save the answer of gh api graphql to a file and give its path."
        raise FetchFailed(address, why, mend)
    return Source(address, web.get(address).data, address=address)


def _json(web: Web, url: str, accept: str = "application/json") -> tuple[Any, str | None]:
    """The parsed answer, and the URL of the next page."""
    answer = web.get(url, accept)
    try:
        return json.loads(answer.data), answer.next
    except (ValueError, RecursionError) as error:
        raise FetchFailed(web.address, "the answer is no JSON") from error


def _source(web: Web, url: str, value: Any) -> Source:
    data = json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")
    return Source(web.address, data, address=url)


def _reddit(web: Web, post: str) -> Source:
    """The listing, and behind it what fills its first stubs."""
    url = f"{REDDIT}comments/{post}.json?limit=500"
    pages, _ = _json(web, url)
    pages = pages if isinstance(pages, list) else [pages]
    hidden = [name for page in list(pages) for name in _stubs(page)]
    for start in range(0, min(len(hidden), 100 * MOST_STUBS), 100):
        names = ",".join(hidden[start : start + 100])
        more = f"{REDDIT}api/morechildren.json?api_type=json&link_id=t3_{post}&children={names}"
        pages.append(_json(web, more)[0])
    return _source(web, url, pages)


def _stubs(page: Any) -> Iterator[str]:
    """Ids of the comments that *more* stubs stand for, in reading order."""
    waiting = [page]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            data = node.get("data")
            names = data.get("children") if isinstance(data, dict) else None
            if node.get("kind") == "more" and isinstance(names, list):
                yield from (n for n in names if isinstance(n, str) and n.isalnum())
            else:
                waiting.extend(reversed([v for v in node.values() if isinstance(v, (dict, list))]))


def _github(web: Web, repo: str, number: str) -> Source:
    """The issue or pull request, with all that was said on it."""
    base = f"{GITHUB_API}repos/{repo}/"
    issue, _ = _json(web, f"{base}issues/{number}", _GITHUB_JSON)
    value = {"repo": repo, "issue": issue}
    value["comments"] = _pages(web, f"{base}issues/{number}/comments?per_page=100")
    if isinstance(issue, dict) and "pull_request" in issue:
        value["reviews"] = _pages(web, f"{base}pulls/{number}/reviews?per_page=100")
        value["review_comments"] = _pages(web, f"{base}pulls/{number}/comments?per_page=100")
    return _source(web, f"https://github.com/{repo}/issues/{number}", value)


_GITHUB_JSON = "application/vnd.github+json"


def _pages(web: Web, url: str) -> list[Any]:
    found: list[Any] = []
    following: str | None = url
    for _ in range(MOST_PAGES):
        rows, following = _json(web, following or url, _GITHUB_JSON)
        found.extend(rows if isinstance(rows, list) else [])
        # A server must not lead us elsewhere than where the user sent us.
        if not following or not following.startswith(GITHUB_API):
            break
    return found
