"""``corpus.json``: what a corpus is, how it was made, and whether it is finished."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from argmap.errors import CorpusError
from argmap.model import Settings
from argmap.write.files import write_atomically

MANIFEST = "corpus.json"
FORMAT, VERSION = "argmap-corpus", 1


def check_manifest(folder: Path, settings: Settings, reader: str | None) -> None:
    """Let a new folder pass, or a corpus of these settings.

    Raises:
        CorpusError: A folder of other things, or a corpus of other settings.
    """
    if not (folder / MANIFEST).exists():
        if folder.is_dir() and any(folder.iterdir()) and not (folder / "driver.lock").exists():
            raise CorpusError(f"{folder.name}: a folder with other things in it. Name a new one.")
        return
    there = read_manifest(folder)["settings"]
    wanted = _described(settings, reader)
    differ = sorted(name for name in wanted if there.get(name) != wanted[name])
    if differ:
        raise CorpusError(
            f"{folder.name}: made with other settings ({', '.join(differ)}). "
            "Use the same, or another folder."
        )


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return ``corpus.json``.

    Raises:
        CorpusError: Not there, or not of this version.
    """
    file = folder / MANIFEST
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if found["format"] != FORMAT or found["version"] > VERSION:
            raise ValueError(f"{found['format']} {found['version']}")
        return found
    except (FileNotFoundError, NotADirectoryError):
        mend = f"Make one with argmap corpus SOURCES -o {folder.name}."
        raise CorpusError(f"{folder.name}: no corpus there. {mend}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(
            f"{file}: not written by this version of argmap ({error}). Make the corpus again."
        ) from error


def write_manifest(
    folder: Path, settings: Settings, reader: str | None, counts: Mapping[str, int] | None
) -> None:
    """Write ``corpus.json``; without counts of rows, as that of a corpus in the making."""
    from argmap import __version__

    document = {
        "format": FORMAT,
        "version": VERSION,
        "argmap": __version__,
        "complete": counts is not None,
        "settings": _described(settings, reader),
        "rows": dict(counts or {}),
    }
    write_atomically(folder / MANIFEST, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def _described(settings: Settings, reader: str | None) -> dict[str, Any]:
    return {**dataclasses.asdict(settings), "reader": reader}
