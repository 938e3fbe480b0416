"""Names known beforehand: a list of products, languages, formats, people, places and works.

The list is built by ``training/build_gazetteer.py``; its file says whose it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

ATOM = re.compile(r"\w+|[^\w\s]")
"""What names are matched by: a run of word characters, or one other visible character."""
WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True)
class Entry:
    """One known name."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    """A leading ``=`` asks for exactly this case; ``form~word`` holds only in discussions that
    do not have the word (“torch” is PyTorch, unless Lua is spoken of)."""
    item: str | None
    """Wikidata item."""
    by_hand: bool

    @property
    def same_as(self) -> tuple[str, ...]:
        """IRIs of the same thing elsewhere."""
        return (WIKIDATA + self.item,) if self.item else ()


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a known name."""

    entry: Entry
    exact: str | None
    """The only case that counts, or None for any."""
    unless: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name at ``text[start:end]``."""

    start: int
    end: int
    entry: Entry


def squeeze(text: str) -> str:
    """Fold case and white space, the form under which names are looked up."""
    return " ".join(text.casefold().replace("’", "'").split())


@dataclass(frozen=True)
class Gazetteer:
    """Known names, looked up by form."""

    entries: tuple[Entry, ...]

    @cached_property
    def forms(self) -> dict[str, list[Form]]:
        """Forms by folded text; the entry that comes first in the list wins."""
        found: dict[str, list[Form]] = {}
        for entry in self.entries:
            for written in (entry.name, *entry.aliases):
                text, _, unless = written.partition("~")
                exact = text[1:] if text.startswith("=") and len(text) > 1 else None
                form = Form(entry, exact, unless or None)
                found.setdefault(squeeze(exact or text), []).append(form)
        return found

    @cached_property
    def reach(self) -> dict[str, int]:
        """The most atoms of any form, by its first atom."""
        longest: dict[str, int] = {}
        for text in self.forms:
            atoms = ATOM.findall(text)
            if atoms:
                longest[atoms[0]] = max(longest.get(atoms[0], 0), len(atoms))
        return longest

    def look_up(self, surface: str, words: frozenset[str] = frozenset()) -> Entry | None:
        """Return the entry written as ``surface`` in a discussion that has ``words``."""
        for form in self.forms.get(squeeze(surface), ()):
            if (form.exact is None or form.exact == surface) and form.unless not in words:
                return form.entry
        return None

    def matches(self, text: str, words: frozenset[str] = frozenset()) -> Iterator[Hit]:
        """Yield known names from left to right, the longest at each place."""
        atoms = list(ATOM.finditer(text))
        reach, free = self.reach, 0
        for at, atom in enumerate(atoms):
            longest = reach.get(atom.group().casefold())
            if longest is None or at < free:
                continue
            for stop in range(min(at + longest, len(atoms)), at, -1):
                start, end = atom.start(), atoms[stop - 1].end()
                entry = self.look_up(text[start:end], words)
                if entry is not None:
                    yield Hit(start, end, entry)
                    free = stop
                    break


def data_text(name: str) -> str:
    """Return a file of ``argmap/data`` as text."""
    return (files("argmap") / "data" / name).read_text(encoding="utf-8")


@cache
def load_gazetteer() -> Gazetteer:
    """Load the list that ships with argmap."""
    rows = json.loads(data_text("gazetteer.json"))["names"]
    return Gazetteer(
        tuple(
            Entry(name, kind, tuple(aliases), item, origin == "hand")
            for name, kind, aliases, item, origin in rows
        )
    )


@cache
def common_words() -> frozenset[str]:
    """English words that are written in lower case most of the time."""
    return frozenset(data_text("common_words.txt").split())
