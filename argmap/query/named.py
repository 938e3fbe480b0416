"""The queries that travel with argmap: ``argmap/data/queries/NAME.rq``.

Each file is SPARQL that runs as it stands. Its first lines say what it is::

    # title: Contested claims
    # description: Claims that others contrast, most contrasted first.
    # param limit: Most rows.

and each parameter is the first constant of a line that ends in ``# param: NAME``::

    LIMIT 20 # param: limit
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from argmap.errors import QueryError, UnknownName

_HEADER = re.compile(r"^# (title|description|param (\w+)): (.+)$", re.MULTILINE)
_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a named query can be given."""

    name: str
    description: str
    default: Value
    """Its type is that of the parameter: str, int or float."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that travels with argmap."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str
    """SPARQL, with the defaults in place."""

    def fill(self, values: Mapping[str, Value]) -> str:
        """Return the SPARQL with values in the place of defaults, escaped.

        Raises:
            UnknownName: No such parameter.
            QueryError: Not a number where one is needed.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        text = self.text
        for name, value in values.items():
            if name not in known:
                mend = "" if known else "It takes none."
                raise UnknownName(f"parameter of the query {self.name}", name, known, mend)
            text = _replace(text, name, _constant(value, known[name]))
        return text


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """Return the queries that travel with argmap, by name, in alphabetical order."""
    folder = files("argmap") / "data" / "queries"
    found = {
        file.name.removesuffix(".rq"): file.read_text(encoding="utf-8")
        for file in folder.iterdir()
        if file.name.endswith(".rq")
    }
    return MappingProxyType({name: _parse(name, found[name]) for name in sorted(found)})


def load_named(name: str, **parameters: Value) -> str:
    """Return the SPARQL of a named query with these parameters.

    Raises:
        UnknownName: No such query or parameter.
        QueryError: A parameter of the wrong type.
    """
    known = named_queries()
    if name not in known:
        raise UnknownName("query", name, known, "List them with argmap query --list.")
    return known[name].fill(parameters)


def _parse(name: str, text: str) -> NamedQuery:
    heads = {found[1]: found[3] for found in _HEADER.finditer(text)}
    return NamedQuery(
        name=name,
        title=heads["title"],
        description=heads["description"],
        parameters=tuple(
            Parameter(found[2], found[3], _default(text, found[2]))
            for found in _HEADER.finditer(text)
            if found[2]
        ),
        text=text,
    )


def _line(text: str, name: str) -> re.Match[str]:
    found = re.search(rf"^(.*?)(?={_CONSTANT.pattern})(.*)# param: {name}$", text, re.MULTILINE)
    if not found:
        raise QueryError(f"No line of the query ends in '# param: {name}'.")
    return found


def _default(text: str, name: str) -> Value:
    constant = _CONSTANT.search(_line(text, name)[0])
    word = constant[0] if constant else '""'
    if word.startswith('"'):
        return word[1:-1]
    return float(word) if "." in word else int(word)


def _replace(text: str, name: str, constant: str) -> str:
    line = _line(text, name)
    changed = _CONSTANT.sub(lambda _: constant, line[0], count=1)
    return text[: line.start()] + changed + text[line.end() :]


def _constant(value: Value, parameter: Parameter) -> str:
    """Return a value as a SPARQL constant of the parameter's type; text cannot break out."""
    if isinstance(parameter.default, str):
        text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "\ufffd", str(value))
        return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'
    kind = type(parameter.default)
    try:
        number = kind(value)
    except (ValueError, TypeError, OverflowError):
        word = "a whole number" if kind is int else "a number"
        raise QueryError(f"The parameter {parameter.name} is {word}, not {value!r}.") from None
    if not abs(number) < 1e15 or (kind is int and number < 0):
        raise QueryError(f"The parameter {parameter.name} cannot be {value!r}.")
    return f"{number:d}" if kind is int else f"{number:f}"
