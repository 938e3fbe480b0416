"""Times as AIFdb writes them: ``2014-04-28 15:51:38``, taken as UTC."""

from __future__ import annotations

import re

from argmap.read.assemble import as_time

_STAMP = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\Z")


def from_stamp(value: object) -> str | None:
    """Return ISO 8601, or None where there is no time.

    >>> from_stamp("2014-04-28 15:51:38")
    '2014-04-28T15:51:38Z'
    """
    if not isinstance(value, str) or not _STAMP.match(value):
        return None
    return as_time(value)


def to_stamp(created: str | None) -> str | None:
    """Return the same time as AIFdb writes it.

    >>> to_stamp("2014-04-28T15:51:38Z")
    '2014-04-28 15:51:38'
    """
    time = None if created is None else as_time(created)
    return None if time is None else f"{time[:10]} {time[11:19]}"
