"""What is refused before a query runs, and errors in words a user can act on."""

from __future__ import annotations

import re

from argmap.errors import QueryError
from argmap.query.engine import QUOTED
from argmap.vocab import PREFIXES

MAX_CHARACTERS = 200_000
MAX_DEPTH = 200
"""Of brackets; the engine's parser takes time exponential in some of them."""

_UPDATE = re.compile(
    r"(?:\s|#[^\n]*\n|(?:PREFIX\s+\S*\s*|BASE\s*)<[^>]*>)*"
    r"(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)
_STARTS = ("select", "ask", "construct", "describe", "prefix", "base", "#")
_NAMES = re.compile(r"[?$]\w+|(?<=:)[\w.%-]+|@[\w-]+")
"""Variables, names after their prefix, languages."""
_SLOW = 20_000
"""Characters beyond which rdflib's parser is too slow to ask."""
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def check(sparql: str) -> None:
    """Refuse what must not run: updates, calls to other servers, queries made to overwhelm.

    Raises:
        QueryError: Says which, and what to do.
    """
    if not sparql.strip():
        raise QueryError(
            "The query is empty. Write one (SELECT * WHERE { ?claim a argmap:Claim } LIMIT 5) "
            "or name a shipped one with --named."
        )
    if len(sparql) > MAX_CHARACTERS:
        raise QueryError(
            f"The query has {len(sparql):,} characters; at most {MAX_CHARACTERS:,} are read."
        )
    if (depth := _depth(sparql)) > MAX_DEPTH:
        raise QueryError(f"The query nests brackets {depth} deep; at most {MAX_DEPTH} are read.")
    if found := _UPDATE.match(sparql):
        raise QueryError(
            f"{found[1].upper()} would change the map; queries only read. "
            "Use SELECT, ASK, CONSTRUCT or DESCRIBE."
        )
    if "service" in sparql.lower() and (_says_service(sparql) or _calls_out(sparql)):
        raise QueryError(
            "SERVICE would send a request to another server; argmap never does. "
            "Take the SERVICE clause out, or load that data beside the map."
        )


def check_update(sparql: str) -> None:
    """Refuse updates that reach outside or are made to overwhelm.

    Raises:
        QueryError: Says which, and what to do.
    """
    if not sparql.strip():
        raise QueryError("The update is empty. Write one: INSERT DATA { … }.")
    if (depth := _depth(sparql)) > MAX_DEPTH:
        raise QueryError(f"The update nests brackets {depth} deep; at most {MAX_DEPTH} are read.")
    # Strings, IRIs and comments out of the way, the keywords cannot hide; unsure counts as yes.
    bare = QUOTED.sub(" ", sparql)
    if found := re.search("LOAD|SERVICE", _NAMES.sub(" ", bare), re.IGNORECASE):
        raise QueryError(
            f"{found[0].upper()} would send a request to another server; argmap never does. "
            "Take it out, and bring that data in as INSERT DATA."
        )


def _depth(sparql: str) -> int:
    """Return how deep brackets nest, those in strings and IRIs counted too."""
    depth = deepest = 0
    for character in re.findall(r"[\[({})\]]", sparql):
        depth += 1 if character in "[({" else -1
        deepest = max(deepest, depth)
    return deepest


def _says_service(sparql: str) -> bool:
    """Tell whether the keyword stands outside strings, IRIs, comments and names."""
    bare = _NAMES.sub(" ", QUOTED.sub(" ", sparql))
    return bool(re.search(r"SERVICE(?![\w-]*:)", bare, re.IGNORECASE))


def _calls_out(sparql: str) -> bool:
    """Tell whether a query that holds the word has a SERVICE clause; unsure counts as yes.

    The engine's grammar takes the keyword even where it touches what stands before or after,
    so no pattern over the text is safe; rdflib's parser decides.
    """
    from rdflib.plugins.sparql.parser import parseQuery

    heading = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
    try:
        # To the engine a carriage return, too, ends a comment; to this parser it does not.
        tree = parseQuery(heading + sparql.replace("\r", "\n"))
    except Exception:  # Any failure to parse means we cannot vouch for it.
        return True
    return "ServiceGraphPattern" in repr(tree)


def explain(error: SyntaxError, sparql: str) -> QueryError:
    """Turn the engine's syntax error into a line with the place and the mend."""
    found = _PLACE.match(str(error))
    if not found:
        return QueryError(f"The query cannot be read: {_one_line(str(error))}.")
    line, column, what = int(found[1]), int(found[2]), found[3]
    if "Prefix not found" in what:
        word = sparql.split("\n")[line - 1][: column - 1].split()[-1:] or [""]
        message = (
            f"the prefix of {word[0]} is not declared. Built in: {', '.join(sorted(PREFIXES))}. "
            "Declare others: PREFIX ex: <https://example.org/>."
        )
    else:
        line, column = _better_place(sparql) or (line, column)
        message = _what_is_wrong(sparql, line, column)
    return QueryError(f"Query, line {line}, column {column}: {message}", line, column)


def _better_place(sparql: str) -> tuple[int, int] | None:
    """Return where rdflib's parser stops: at the word that is wrong, not far behind it."""
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    if len(sparql) > _SLOW:
        return None
    try:
        parseQuery(sparql)
    except ParseBaseException as error:
        return error.lineno, error.col
    except Exception:  # Whatever else it trips over, the engine's own place will do.
        return None
    return None


def _what_is_wrong(sparql: str, line: int, column: int) -> str:
    lines = sparql.split("\n")
    rest = lines[line - 1][column - 1 :] if line <= len(lines) else ""
    if not rest.strip() and not "".join(lines[line:]).strip():
        return "the query ends too early. A bracket is open, or its last part is missing."
    near = " ".join(rest.split())[:30] or " ".join("".join(lines[line:]).split())[:30]
    if not sparql.strip().lower().startswith(_STARTS):
        return f"{near!r} cannot start a query. Start with SELECT, ASK, CONSTRUCT or DESCRIBE."
    return (
        f"{near!r} cannot stand here. Look for a dot, bracket or quotation mark too many "
        "or missing before it, or a pattern without all three parts."
    )


def _one_line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")[:300]
