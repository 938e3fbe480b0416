"""A zip file, opened as the folder it holds: exports of Slack, a vault, a pair of tables."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace

from argmap.errors import BadSource
from argmap.read.source import Source

MOST_FILES = 100_000
MOST_BYTES = 1 << 29
"""All files together, unpacked."""
MOST_TIMES = 1_000
"""Unpacked over packed size of one file beyond which it is no text but a bomb."""
_MARK = b"PK\x03\x04"


def is_archive(source: Source) -> bool:
    """True for the bytes of a zip file."""
    return source.data.startswith(_MARK)


def unpacked(source: Source) -> Source:
    """The files of a zip file as members, by name; its folders are walked, nothing is written.

    Raises:
        BadSource: Broken, locked, or larger than anything people wrote.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            return replace(source, data=b"", members=_members(source, archive))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
        raise BadSource(source.name, "", f"a broken zip file ({error})") from error
    except (RuntimeError, NotImplementedError) as error:
        raise BadSource(source.name, "", f"a zip file that cannot be read ({error})") from error


def _members(source: Source, archive: zipfile.ZipFile) -> tuple[Source, ...]:
    entries = [each for each in archive.infolist() if not each.is_dir()]
    entries = [each for each in entries if not each.filename.startswith("__MACOSX/")]
    if len(entries) > MOST_FILES or sum(each.file_size for each in entries) > MOST_BYTES:
        what = f"a zip file of more than {MOST_FILES} files or {MOST_BYTES >> 20} MiB"
        raise BadSource(source.name, "", what, "Unpack it and give the folder.")
    for each in entries:
        if each.file_size > MOST_TIMES * max(each.compress_size, 100):
            raise BadSource(source.name, "", "a zip file that swells beyond reason")
    # The sizes in the head may lie: what is read is bounded by them.
    names = sorted(entries, key=lambda each: each.filename)
    return tuple(Source(each.filename, _bytes(archive, each)) for each in names)


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        return file.read(entry.file_size)
