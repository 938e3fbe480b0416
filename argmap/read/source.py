"""What a reader is given: a name, bytes, and lazily their text and JSON."""

from __future__ import annotations

import codecs
import json
import re
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from argmap.errors import BadSource
from argmap.model import Note

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_JSON_START = re.compile(r"\s*[\[{]\s*(?:[\[{\"\]}]|\Z)")
# Neither "[12:30] ada: hello" nor "[1] a footnote" nor "[a](link)" opens JSON we could use.
_SAMPLE = 1 << 18
"""Bytes looked at to guess an encoding."""


@dataclass(frozen=True, eq=False)
class Source:
    """One file, answer or folder. ``name`` is safe to show: no absolute path."""

    name: str
    data: bytes = b""
    members: tuple[Source, ...] = ()
    """The files of a folder, by name."""
    notes: tuple[Note, ...] = field(default=())
    address: str | None = None
    """The URL it was fetched from."""

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return Path(self.name).stem or self.name

    @property
    def suffix(self) -> str:
        """The suffix in lower case, with its dot; a hint, never proof."""
        return Path(self.name).suffix.lower()

    @cached_property
    def text(self) -> str:
        """The decoded text, as it stands in the file."""
        return self._decoded[0]

    @cached_property
    def start(self) -> str:
        """The first characters that are not blank, in lower case, to recognise the kind by."""
        return self.text[:20_000].lstrip()[:8_000].lower()

    @property
    def reading_notes(self) -> tuple[Note, ...]:
        """Notes about the bytes: a guessed encoding, lines skipped as broken."""
        return self.notes + self._decoded[1] + self._parsed[1]

    @cached_property
    def is_binary(self) -> bool:
        """True for bytes that are no text in any encoding."""
        if any(self.data.startswith(mark) for mark, _ in _MARKS):
            return False
        sample = self.data[:_SAMPLE]
        if 0 not in sample or _unmarked_utf16(sample):
            return False
        return sample.count(0) > len(sample) // 100 or not _is_utf8(self.data)

    @cached_property
    def _decoded(self) -> tuple[str, tuple[Note, ...]]:
        for mark, encoding in _MARKS:
            if self.data.startswith(mark):
                return self._decode(encoding)
        if order := _unmarked_utf16(self.data):
            return self._decode(order)
        try:
            return self.data.decode("utf-8"), ()
        except UnicodeDecodeError:
            return self._decode(_guess(self.data))

    def _decode(self, encoding: str) -> tuple[str, tuple[Note, ...]]:
        text = self.data.decode(encoding, errors="replace")
        name = "utf-8" if encoding == "utf-8-sig" else encoding
        notes = [] if name == "utf-8" else [Note(f"not UTF-8, read as {name}", 1, self.name)]
        lost = text.count("�")
        if lost:
            notes.append(Note(f"bytes that are no {name}, replaced", lost, self.name))
        return text, tuple(notes)

    @property
    def looks_like_json(self) -> bool:
        """True where the content opens as JSON does."""
        return _JSON_START.match(self.start) is not None

    @cached_property
    def json(self) -> Any:
        """The parsed JSON; for JSON lines, the list of the lines that could be parsed.

        Raises:
            BadSource: The text is broken or nested too deeply; names the line.
        """
        value = self._parsed[0]
        if isinstance(value, BadSource):
            raise value
        return value

    @cached_property
    def _parsed(self) -> tuple[Any, tuple[Note, ...]]:
        if not self.looks_like_json:
            return None, ()
        try:
            return json.loads(self.text), ()
        except RecursionError:
            return self._too_deep(), ()
        except ValueError as error:
            lines = _parse_lines(self.text)
            if lines is not None:
                return lines
            return self._broken(error), ()

    def _too_deep(self) -> BadSource:
        depth = f"more than {sys.getrecursionlimit()} levels"
        return BadSource(self.name, "", f"JSON nested {depth} deep", "Flatten it to JSON lines.")

    def _broken(self, error: ValueError) -> BadSource:
        mend = "The file may be cut off; save it again."
        if not isinstance(error, json.JSONDecodeError):
            return BadSource(self.name, "", "JSON with a number of too many digits", mend)
        where = f"line {error.lineno}, column {error.colno}"
        return BadSource(self.name, where, f"not valid JSON ({error.msg})", mend)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unmarked_utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: every other byte of mostly Latin text is 0."""
    sample = data[:4096]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > 0.7 * half > sample[0::2].count(0) * 7:
        return "utf-16-le"
    if half and sample[0::2].count(0) > 0.7 * half > sample[1::2].count(0) * 7:
        return "utf-16-be"
    return None


def _guess(data: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8; Western European where it is close."""
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_SAMPLE])
    best = found.best()
    if best is None:
        return "latin-1"
    western = (m for m in found if m.encoding in ("cp1252", "latin_1"))
    if any(match.chaos <= best.chaos + 0.02 for match in western):
        return "cp1252"
    return best.encoding


def _parse_lines(text: str) -> tuple[list[Any], tuple[Note, ...]] | None:
    """Parse JSON lines; None where the text is not made of them."""
    good: list[Any] = []
    bad: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            bad.append(number)
            continue
        if isinstance(value, dict) and value:
            good.append(value)
        else:
            bad.append(number)
    # A cut-off pretty-printed file has a stray line that parses among many that do not.
    if not good or len(bad) > len(good):
        return None
    if not bad:
        return good, ()
    return good, (Note("lines that are no JSON object, skipped", len(bad), f"line {bad[0]}"),)
