"""Nothing half-written: a temporary name first, then a rename."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def as_bytes(content: str | bytes) -> bytes:
    """Text as UTF-8; bytes as they are."""
    return content.encode("utf-8") if isinstance(content, str) else content


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write UTF-8 text (``\\n`` line ends) or bytes to ``path``, whole or not at all.

    Raises:
        OSError: The folder cannot be written.
    """
    data = as_bytes(content)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # mkstemp makes files private; a map is as readable as any other new file.
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
