"""Parses to bytes and back: what the stages read of a spaCy document, and nothing else.

Tokens are not kept: the tokeniser finds the same ones again in a fifteenth of the parser's time.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from argmap.cache import Cache, digest, environment, folder_digest

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_NAMED = ("TAG", "DEP", "ENT_TYPE", "MORPH", "LEMMA")
"""Attributes whose values are hashes of strings; the strings are kept beside them."""
_PLAIN = ("POS", "HEAD", "SENT_START", "ENT_IOB")
ATTRIBUTES = (*_NAMED, *_PLAIN)


class ParsedBefore:
    """The parses of one pipeline in a cache."""

    def __init__(self, language: Language, cache: Cache) -> None:
        self._language, self._cache = language, cache
        self._name = _name(language)
        self._new: list[tuple[bytes, bytes]] = []

    def find(self, text: str) -> Doc | None:
        """Return the document of a text parsed before."""
        kept = None if self._name is None else self._cache.get(self._key(text))
        return None if kept is None else unpack(kept, text, self._language)

    def keep(self, doc: Doc) -> None:
        """Keep a document; it is on disk after ``flush``, at the latest."""
        if self._name is not None:
            self._new.append((self._key(doc.text), pack(doc)))
            if len(self._new) >= 64:
                self.flush()

    def flush(self) -> None:
        """Write what waits."""
        self._cache.put(self._new)
        self._new = []

    def _key(self, text: str) -> bytes:
        return digest("parse", environment(), self._name or b"", text)


def _name(language: Language) -> bytes | None:
    """What makes two pipelines the same; None for one made in memory, which has no files."""
    if language.path is None:
        return None
    return digest(folder_digest(language.path), *language.pipe_names)


def pack(doc: Doc) -> bytes:
    """Write a parse as bytes."""
    values = doc.to_array(list(ATTRIBUTES))
    text = json.dumps([_strings(doc, values[:, column]) for column in range(len(_NAMED))])
    names = text.encode("ascii")
    # Column by column: like values side by side pack three times smaller.
    columns = np.ascontiguousarray(values.T).tobytes()
    return len(names).to_bytes(4, "big") + zlib.compress(names + columns, 1)


def _strings(doc: Doc, hashes: npt.NDArray[Any]) -> list[str]:
    return sorted(doc.vocab.strings[number] for number in set(hashes.tolist()) if number)


def unpack(kept: bytes, text: str, language: Language) -> Doc | None:
    """Make the document again; None where the bytes are not those of this text."""
    doc = language.make_doc(text)
    size = int.from_bytes(kept[:4], "big")
    data = zlib.decompress(kept[4:])
    values = np.frombuffer(data[size:], dtype=np.uint64)
    if values.size != len(doc) * len(ATTRIBUTES):
        return None
    for attribute, names in zip(_NAMED, json.loads(data[:size]), strict=True):
        add = doc.vocab.morphology.add if attribute == "MORPH" else doc.vocab.strings.add
        for name in names:
            add(name)
    rows: Any = np.ascontiguousarray(values.reshape(len(ATTRIBUTES), len(doc)).T)
    return doc.from_array(list(ATTRIBUTES), rows)
