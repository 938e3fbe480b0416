"""What the server is told, and whether its packages are there."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.errors import MissingPart


@dataclass(frozen=True, slots=True)
class Options:
    """Limits and permissions of a server."""

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    """Who shows it may update; None: nobody may."""
    origin: str | None = None
    """The one web page elsewhere that may ask (CORS); None: no other."""
    timeout: float = 30.0
    """Seconds of a query."""
    workers: int = 2
    """Queries at once; others wait."""
    most_request: int = 1 << 20
    """Bytes of a request."""
    most_update: int = 64 << 20
    """Bytes of an update."""
    most_answer: int = 64 << 20
    """Bytes of a result."""


def require() -> None:
    """Make sure that the server's packages are installed.

    Raises:
        MissingPart: They are not.
    """
    try:
        import starlette
        import uvicorn
    except ImportError as error:
        raise MissingPart(
            f"{error.name}, which argmap serve needs,",
            'Install it: python -m pip install "argmap[serve]"',
        ) from error
    del starlette, uvicorn
