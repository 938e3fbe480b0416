"""The only module that touches the network, and only for an address the user named."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from argmap.errors import FetchFailed
from argmap.read.source import Source

HN_API = "https://hn.algolia.com/api/v1/items/"
TIMEOUT = 20.0
"""Seconds to wait for the next bytes."""
RETRIES = 2
LARGEST = 200_000_000
"""Bytes of an answer; beyond it is no discussion."""

_HN = re.compile(
    r"hn:(\d+)$|https?://news\.ycombinator\.com/item\?(?:.*&)?id=(\d+)"
    r"|https?://hn\.algolia\.com/api/v1/items/(\d+)"
)
_BUSY = frozenset({429, 500, 502, 503, 504})


def is_address(source: str) -> bool:
    """True for a URL or an address such as ``hn:39232976``: never for a file."""
    return re.match(r"https?://|hn:\d+$", source) is not None


def fetch(address: str, *, sleep: Callable[[float], None] = time.sleep) -> Source:
    """Fetch what stands at an address; two more tries, with back-off, if the server is busy.

    Raises:
        FetchFailed: Offline, too slow, too large, or refused; says which.
    """
    found = _HN.match(address)
    if found is None:
        return Source(address, _get(address, address, sleep), address=address)
    item = next(group for group in found.groups() if group)
    return Source(address, _get(address, HN_API + item, sleep), address=HN_API + item)


def _get(address: str, url: str, sleep: Callable[[float], None]) -> bytes:
    import httpx

    why = ""
    for attempt in range(RETRIES + 1):
        if attempt:
            sleep(2.0 ** (attempt - 1))
        try:
            return _once(address, url)
        except httpx.HTTPStatusError as error:
            why = f"the server answered {error.response.status_code}"
            if error.response.status_code not in _BUSY:
                break
        except httpx.TimeoutException:
            why = f"no answer within {TIMEOUT:.0f} seconds"
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            why = " ".join(str(error).split()) or type(error).__name__
    raise FetchFailed(address, why)


def _once(address: str, url: str) -> bytes:
    import httpx

    parts: list[bytes] = []
    size = 0
    headers = {"User-Agent": "argmap (argument maps of discussions)"}
    with httpx.stream(
        "GET", url, timeout=TIMEOUT, follow_redirects=True, headers=headers
    ) as answer:
        answer.raise_for_status()
        for part in answer.iter_bytes():
            size += len(part)
            if size > LARGEST:
                raise FetchFailed(address, f"more than {LARGEST} bytes")
            parts.append(part)
    return b"".join(parts)
