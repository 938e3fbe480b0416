"""Run one update, from standard input, on a store: what a server does in a process apart."""

from __future__ import annotations

import sys

from argmap.errors import ArgmapError, StoreError
from argmap.store.maps import MapStore

UNAVAILABLE = 2
"""Exit status where the store cannot be written now."""


def main() -> int:
    """Return 0, or with one line on standard error 1, or UNAVAILABLE."""
    try:
        MapStore(sys.argv[1]).update(sys.stdin.buffer.read().decode("utf-8"))
    except StoreError as error:
        print(error, file=sys.stderr)
        return UNAVAILABLE
    except (ArgmapError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
