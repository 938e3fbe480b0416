"""Keys: digests of everything a result depends on."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

SIZE = 20
"""Bytes of a digest: two texts with the same one will not be met."""
RUNS_ON = (
    "blis",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "networkx",
    "numpy",
    "onnxruntime",
    "pyoxigraph",
    "rapidfuzz",
    "rdflib",
    "scipy",
    "spacy",
    "thinc",
    "tokenizers",
)
"""Libraries whose version may change what comes out."""


def digest(*parts: bytes | str) -> bytes:
    """Digest parts in order; where one ends and the next begins counts.

    >>> digest("a", "bc") == digest("ab", "c")
    False
    """
    found = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.digest()


@cache
def environment() -> bytes:
    """Digest this package's files, the libraries it runs on, the interpreter and the processor.

    The processor counts because integer kernels are chosen by what it can do.
    """
    own = folder_digest(Path(__file__).parent.parent)
    versions = [f"{name}=={_version(name)}" for name in RUNS_ON]
    return digest(own, *versions, sys.version, platform.machine(), _processor())


@cache
def folder_digest(folder: Path) -> bytes:
    """Digest the names and contents of all files below a folder, compiled ones aside."""
    return digest(*_contents(folder))


def _contents(folder: Path) -> Iterator[bytes | str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    for path in sorted(files):
        if path.suffix != ".pyc":
            yield path.relative_to(folder).as_posix()
            # One digest per file: a large model is never in memory twice.
            with path.open("rb") as content:
                yield hashlib.file_digest(content, "sha256").digest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8", errors="replace") as lines:
            return next((line for line in lines if line.startswith(("flags", "Features"))), "")
    except OSError:
        return platform.processor()
