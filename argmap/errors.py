"""Everything argmap can refuse, in one tree.

::

    ArgmapError
    ├── SourceError            a discussion cannot be read
    │   ├── BadSource          the content is broken; says where
    │   ├── UnknownSource      nothing recognises the content
    │   └── FetchFailed        a live address gave no answer
    ├── UnknownName            a reader, format, query, theme … that does not exist
    ├── MapError               a map folder or map.json cannot be used
    │   └── VerificationFailed a quote, edge or count does not hold
    ├── StoreError             a store on disk cannot be used
    ├── CorpusError            a corpus cannot be made, or is not there
    ├── QueryError             SPARQL that cannot be parsed or run
    │   └── EndpointError      a SPARQL endpoint gave no answer
    ├── ModelFailed            a language model gave no answer
    └── MissingPart            an optional package or model is not installed

The message of each is one line for a user: what happened, where, and the mend.
Only ``argmap.cli`` prints it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class ArgmapError(Exception):
    """Base class: catch this to catch everything argmap raises on purpose."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes, whatever a class takes to make its message."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[ArgmapError], args: tuple[Any, ...], state: dict[str, Any]) -> ArgmapError:
    found = kind.__new__(kind, *args)
    found.__dict__.update(state)
    return found


class SourceError(ArgmapError):
    """A discussion cannot be read."""


class BadSource(SourceError):
    """The content is broken at a known place."""

    def __init__(self, origin: str, where: str, what: str, mend: str = "") -> None:
        self.origin, self.where, self.what = origin, where, what
        place = f"{origin}, {where}" if where else origin
        super().__init__(f"{place}: {what}." + (f" {mend}" if mend else ""))


class UnknownSource(SourceError):
    """No reader recognises the content."""

    def __init__(self, origin: str, known: Iterable[str]) -> None:
        super().__init__(
            f"{origin}: not a kind of discussion argmap recognises. "
            f"Name one with --from: {', '.join(sorted(known))}."
        )


class FetchFailed(SourceError):
    """A live address could not be fetched."""

    def __init__(self, address: str, why: str, mend: str = "") -> None:
        mend = mend or "Check the network, or save the discussion to a file and give its path."
        super().__init__(f"{address}: could not be fetched ({why}). {mend}")


class UnknownName(ArgmapError):
    """A name that is not in a table of names."""

    def __init__(self, what: str, name: str, known: Iterable[str], mend: str = "") -> None:
        super().__init__(
            f"No {what} called {name!r}. Known: {', '.join(sorted(known))}."
            + (f" {mend}" if mend else "")
        )


class MapError(ArgmapError):
    """A map folder or ``map.json`` cannot be used."""


class VerificationFailed(MapError):
    """A map does not agree with itself or with its source.

    Attributes:
        problems: One line each, naming the claim, relation or point.
    """

    def __init__(self, origin: str, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            f"{origin}: {len(self.problems)} problem(s), first: {self.problems[0]}"
            if self.problems
            else f"{origin}: verification failed"
        )


class StoreError(ArgmapError):
    """A store on disk cannot be read or written."""


class CorpusError(ArgmapError):
    """A corpus cannot be made, or is not there."""


class QueryError(ArgmapError):
    """A SPARQL query that cannot be parsed or run.

    Attributes:
        line: Where the query is wrong, from 1, where known.
        column: Likewise.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.line, self.column = line, column
        super().__init__(message)


class EndpointError(QueryError):
    """A SPARQL endpoint gave no answer, or not one that can be used.

    Attributes:
        status: Of HTTP, where it came to that.
    """

    def __init__(self, address: str, why: str, mend: str, status: int | None = None) -> None:
        self.status = status
        super().__init__(f"{address}: {why}. {mend}")


class ModelFailed(ArgmapError):
    """The user's language model gave no answer.

    Attributes:
        why: What its library said.
    """

    def __init__(self, model: str, why: str) -> None:
        self.why = why
        super().__init__(
            f"{model}: no answer ({why}). Try it with llm -m {model} 'hello', or leave out --llm."
        )


class MissingPart(ArgmapError):
    """An optional package or trained pipeline is not installed."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what} is not installed. {mend}")
