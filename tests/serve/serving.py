"""A server in a thread, on a free port."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from argmap.serve import Options
from argmap.store import MapStore

pytest.importorskip("starlette", reason="argmap[serve] is not installed")
pytest.importorskip("uvicorn", reason="argmap[serve] is not installed")


@contextmanager
def serving(store: MapStore, options: Options) -> Iterator[str]:
    """Serve until the end of the block; give the address."""
    from argmap.serve.run import listen, make

    with listen(options) as listening:
        server = make(store, options)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()
