"""Run the server until it is interrupted."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from argmap.errors import StoreError
from argmap.serve.app import create
from argmap.serve.options import Options
from argmap.store import MapStore

_BACKLOG = 128
_MOST_HEAD = 256 << 10
"""Bytes of a request line and headers: a query by GET is in there."""


def run(store: MapStore, options: Options, started: Callable[[str], None]) -> None:
    """Listen and answer.

    Args:
        store: What is served.
        options: Where, and with which limits.
        started: Called with the address once it listens.

    Raises:
        StoreError: No store there, or the address is taken.
    """
    with listen(options) as listening:
        server = make(store, options)
        host, port = listening.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        started(f"http://{shown}:{port}/")
        server.run(sockets=[listening])


def make(store: MapStore, options: Options) -> uvicorn.Server:
    """Return the server, not yet running.

    Raises:
        StoreError: No store there.
    """
    config = uvicorn.Config(
        create(store, options),
        http="h11",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=_MOST_HEAD,
    )
    return uvicorn.Server(config)


def listen(options: Options) -> socket.socket:
    """Return a socket that listens.

    Raises:
        StoreError: The address is taken or not of this machine.
    """
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    made = socket.socket(family)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((options.host, options.port))
        made.listen(_BACKLOG)
    except OSError as error:
        made.close()
        raise StoreError(
            f"{options.host}:{options.port} cannot be listened at ({error.strerror}). "
            "Choose another with --port."
        ) from error
    return made
