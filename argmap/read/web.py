"""Asking a server politely: paced, retried with back-off, and not twice for the same bytes.

The cache keeps what a server marked with ``ETag`` or ``Last-Modified`` and always asks whether
it still holds (RFC 9110 §13, conditional requests); so it never gives stale content.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from argmap.cache import base_folder
from argmap.errors import FetchFailed

if TYPE_CHECKING:
    import httpx

TIMEOUT = 20.0
"""Seconds to wait for the next bytes."""
RETRIES = 2
PAUSE = 1.0
"""Seconds between two requests to one host."""
LONGEST_WAIT = 60.0
"""Seconds of ``Retry-After`` that are waited for; beyond it the user is told."""
LARGEST = 200_000_000
"""Bytes of an answer; beyond it is no discussion."""
KEPT = 200
"""Answers in the cache; the oldest go first."""
AGENT = "argmap (argument maps of discussions)"

_BUSY = frozenset({429, 500, 502, 503, 504})
_WHY = {
    401: "the server answered 401: it wants a login",
    403: "the server answered 403: not allowed",
    404: "the server answered 404: no such page",
    410: "the server answered 410: gone",
    429: "the server answered 429: too many requests, try again later",
}


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    data: bytes
    next: str | None = None
    """The URL of the next page (``Link: <…>; rel="next"``, RFC 8288)."""


@dataclass
class Web:
    """The requests made for one address the user named."""

    address: str
    """As the user gave it; for errors."""
    sleep: Callable[[float], None] = time.sleep
    _hosts: set[str] = field(default_factory=set)

    def get(self, url: str, accept: str = "*/*") -> Answer:
        """Ask for a URL; two more tries, with back-off, if the server is busy.

        Raises:
            FetchFailed: Offline, too slow, too large, or refused; says which.
        """
        import httpx

        host = urlsplit(url).netloc
        if host in self._hosts:
            self.sleep(PAUSE)
        self._hosts.add(host)
        why, wait = "", 0.0
        for attempt in range(RETRIES + 1):
            if attempt:
                self.sleep(max(wait, 2.0 ** (attempt - 1)))
            try:
                return self._once(url, accept)
            except httpx.HTTPStatusError as error:
                why, wait = self._refused(error.response)
                if error.response.status_code not in _BUSY or wait > LONGEST_WAIT:
                    break
            except httpx.TimeoutException:
                why, wait = f"no answer within {TIMEOUT:.0f} seconds", 0.0
            except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
                why, wait = " ".join(str(error).split()) or type(error).__name__, 0.0
        raise FetchFailed(self.address, why)

    def _refused(self, response: httpx.Response) -> tuple[str, float]:
        """Why, and how many seconds the server asks to wait."""
        status = response.status_code
        why = _WHY.get(status, f"the server answered {status}")
        if status == 403 and response.headers.get("x-ratelimit-remaining") == "0":
            why = "the server answered 403: its hourly limit is used up, try again later"
        after = response.headers.get("retry-after", "")
        seconds = float(after) if after.isascii() and after.isdigit() else 0.0
        if seconds > LONGEST_WAIT:
            why += f" (it asks to wait {seconds:.0f} seconds)"
        return why, seconds

    def _once(self, url: str, accept: str) -> Answer:
        import httpx

        kept = _recall(url, accept)
        headers = {"User-Agent": AGENT, "Accept": accept, **(kept.conditions if kept else {})}
        parts: list[bytes] = []
        size = 0
        with httpx.stream(
            "GET", url, timeout=TIMEOUT, follow_redirects=True, headers=headers
        ) as response:
            if kept is not None and response.status_code == 304:
                return Answer(kept.data, kept.next)
            response.raise_for_status()
            for part in response.iter_bytes():
                size += len(part)
                if size > LARGEST:
                    raise FetchFailed(self.address, f"more than {LARGEST} bytes")
                parts.append(part)
        answer = Answer(b"".join(parts), response.links.get("next", {}).get("url"))
        _keep(url, accept, answer, response.headers)
        return answer


@dataclass(frozen=True)
class _Kept:
    data: bytes
    next: str | None
    conditions: dict[str, str]


def cache_folder() -> Path:
    """Where answers are kept: in ``ARGMAP_CACHE``, or the user's cache folder."""
    return base_folder() / "http"


def _file(url: str, accept: str) -> Path:
    return cache_folder() / hashlib.sha256(f"{accept}\n{url}".encode()).hexdigest()


def _recall(url: str, accept: str) -> _Kept | None:
    """The kept answer; None where there is none, or its file is broken."""
    try:
        head, _, data = _file(url, accept).read_bytes().partition(b"\n")
        fields = json.loads(head)
        if fields["url"] != url or fields["size"] != len(data):
            return None
        return _Kept(data, fields["next"], fields["conditions"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _keep(url: str, accept: str, answer: Answer, headers: Mapping[str, str]) -> None:
    """Keep an answer the server can be asked about; a full or closed disk is no error."""
    pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
    conditions = {name: value for name, field in pairs if (value := headers.get(field))}
    if not conditions or "no-store" in headers.get("cache-control", ""):
        return
    head = {"url": url, "size": len(answer.data), "next": answer.next, "conditions": conditions}
    path = _file(url, accept)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(json.dumps(head).encode() + b"\n" + answer.data)
        draft.replace(path)
        files = sorted(path.parent.iterdir(), key=lambda file: file.stat().st_mtime)
        for old in files[:-KEPT]:
            old.unlink()
    except OSError:
        return
