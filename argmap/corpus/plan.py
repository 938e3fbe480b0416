"""What is to be mapped: sources opened up into discussions, and these into batches."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from argmap.errors import BadSource
from argmap.read import Source, open_source
from argmap.read.fetch import is_address

MAP_FILE = "map.json"
BATCH_BYTES = 256 << 10
"""A batch is as many discussions as have so many bytes: some ten seconds of work."""
BATCH_MOST = 64
SHARES = 64
"""Few discussions are cut into about so many batches, so that all workers have some."""


@dataclass(frozen=True, slots=True)
class Item:
    """One discussion to be read."""

    name: str
    """Shown, and the name of its Source: no absolute path."""
    place: str
    """Path or address."""
    start: int | None = None
    """Where it begins, for a line of a file."""
    size: int = 0
    """Bytes; 0 for an address."""
    fingerprint: str = ""

    def open(self) -> Source:
        """Open it.

        Raises:
            BadSource: Not there, or empty.
            FetchFailed: A live address gave no answer.
        """
        if is_address(self.place):
            return open_source(self.place)
        data = self.content()
        if not data.strip():
            raise BadSource(self.name, "", "it is empty")
        return Source(self.name, data)

    def content(self) -> bytes:
        """Return its bytes; those of an address are the address itself.

        Raises:
            BadSource: Not there, or not readable.
        """
        if is_address(self.place):
            return self.place.encode("utf-8")
        try:
            with Path(self.place).open("rb") as file:
                if self.start is None:
                    return file.read()
                file.seek(self.start)
                return file.read(self.size)
        except FileNotFoundError as error:
            raise BadSource(self.name, "", "no such file") from error
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "not a file name"
            raise BadSource(self.name, "", f"cannot be opened ({why})") from error


@dataclass(frozen=True, slots=True)
class Batch:
    """Discussions that one worker maps together."""

    id: str
    items: tuple[Item, ...]


def discussions(sources: Sequence[str | Path], *, lines: bool = False) -> list[Item]:
    """Open sources up into discussions.

    Args:
        sources: Files, folders (every file in them is a discussion, but a map folder is one),
            addresses, and ``@FILE``: a list with one source a line.
        lines: Each line of a file is a discussion.

    Raises:
        BadSource: A list cannot be read, or standard input is named.
    """
    found = [item for source in _listed(sources) for item in _items(source)]
    if lines:
        found = [line for item in found for line in _lines(item)]
    return list(_apart(found))


def stamped(items: Iterable[Item], key: bytes) -> Iterator[Item]:
    """Yield the items with fingerprints, of their content and ``key`` (settings and version)."""
    for item in items:
        try:
            content = item.content()
        except BadSource:
            content = b""
        digest = hashlib.blake2b(key, digest_size=16)
        digest.update(f"\0{item.name}\0".encode())
        digest.update(content)
        yield replace(item, fingerprint=digest.hexdigest())


def batches(items: Sequence[Item]) -> Iterator[Batch]:
    """Cut a row of items into batches; the same items give the same batches."""
    held: list[Item] = []
    size = 0
    most = min(BATCH_BYTES, sum(item.size for item in items) // SHARES)
    for item in items:
        if held and (size + item.size > most or len(held) == BATCH_MOST):
            yield _batch(held)
            held, size = [], 0
        held.append(item)
        size += item.size
    if held:
        yield _batch(held)


def _batch(items: list[Item]) -> Batch:
    text = "".join(item.fingerprint for item in items)
    return Batch(hashlib.blake2b(text.encode(), digest_size=12).hexdigest(), tuple(items))


def _listed(sources: Sequence[str | Path]) -> Iterator[str]:
    for source in map(str, sources):
        if source == "-":
            raise BadSource("-", "", "a corpus cannot be read from standard input")
        if not source.startswith("@"):
            yield source
            continue
        path = Path(source[1:])
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadSource(path.name, f"byte {error.start}", "it is not UTF-8 text") from error
        except OSError as error:
            why = error.strerror or "it cannot be read"
            raise BadSource(path.name, "", f"no list of sources ({why})") from error
        yield from (line.strip() for line in text.splitlines() if line.strip())


def _items(source: str) -> Iterator[Item]:
    if is_address(source):
        yield Item(source, source)
        return
    path = Path(source)
    if not path.is_dir():
        yield Item(path.name or source, str(path.absolute()), None, _size(path))
        return
    root = path.resolve()
    if (root / MAP_FILE).is_file():
        yield _inside(root, root / MAP_FILE)
        return
    for file in sorted(root.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
        if not hidden and file.is_file():
            yield _inside(root, file)


def _inside(root: Path, file: Path) -> Item:
    name = f"{root.name}/{file.relative_to(root).as_posix()}"
    return Item(name, str(file), None, _size(file))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0  # It is said when the file is opened.


def _lines(item: Item) -> Iterator[Item]:
    if is_address(item.place):
        yield item
        return
    try:
        with Path(item.place).open("rb") as file:
            start = 0
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield Item(f"{item.name}:{number}", item.place, start, len(line))
                start += len(line)
    except (OSError, ValueError):
        yield item


def _apart(items: list[Item]) -> Iterator[Item]:
    """Give files of one name, from different folders, names with as much of the path as it takes.

    A reader without ids of its own names a discussion after its file.
    """
    seen = {(item.place, item.start): item for item in items}
    names = Counter(item.name for item in seen.values())
    for item in seen.values():
        if names[item.name] == 1 or is_address(item.place):
            yield item
            continue
        alike = [other.place for other in seen.values() if other.name == item.name]
        tail = item.name.partition(":")[2] if item.start is not None else ""
        name = _shortest(item.place, alike)
        yield replace(item, name=f"{name}:{tail}" if tail else name)


def _shortest(place: str, places: list[str]) -> str:
    parts = PurePath(place).parts
    others = [PurePath(other).parts for other in places if other != place]
    for length in range(1, len(parts)):
        if all(other[-length:] != parts[-length:] for other in others):
            return "/".join(parts[-length:])
    return "/".join(parts[1:])
