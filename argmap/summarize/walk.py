"""The traversal that orders a section: along supports and contrasts, from the strongest part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from argmap.model import Extraction, Relation, Step

Links = Mapping[tuple[str, str], Mapping[str, float]]
"""(part, part) → relation kind → summed confidence."""


def links_between(
    extraction: Extraction, relations: Sequence[Relation], home: Mapping[str, str]
) -> Links:
    """Sum the relations between parts; ``home`` gives the part of a claim."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for relation in relations:
        one, other = home.get(relation.source), home.get(relation.target)
        if one is None or other is None or one == other:
            continue
        for pair in ((one, other), (other, one)):
            kinds = found.setdefault(pair, {})
            kinds[relation.kind] = kinds.get(relation.kind, 0.0) + relation.confidence
    return found


Path = list[tuple[str, str | None, str | None]]
"""(part, the kind of relation it was reached by, the part it was reached from)."""


def walk(parts: Sequence[str], weight: Mapping[str, float], links: Links) -> Path:
    """Order parts by walking from the heaviest over the strongest links.

    Args:
        parts: Ids of the parts.
        weight: What starts the walk, and starts it anew where no link leads on (voices).
        links: From :func:`links_between`.

    Returns:
        The path; kind and source are None where the walk starts anew.
    """
    left = sorted(parts, key=lambda part: (-weight[part], part))
    path: Path = []
    while left:
        reach = [
            (sum(kinds.values()), -left.index(part), part, kinds, source)
            for source, _, _ in path[-1:]
            for part in left
            if (kinds := links.get((source, part)))
        ] or [
            (sum(kinds.values()), -left.index(part), part, kinds, source)
            for source, _, _ in path
            for part in left
            if (kinds := links.get((source, part)))
        ]
        if reach:
            _, _, part, kinds, source = max(reach, key=lambda one: (one[0], one[1]))
            kind = max(sorted(kinds), key=lambda kind: kinds[kind])
            path.append((part, kind, source))
        else:
            part = left[0]
            path.append((part, None, None))
        left.remove(part)
    return path


def steps(
    path: Path,
    quoted: Mapping[str, Sequence[str]],
    against: Mapping[str, bool],
) -> tuple[Step, ...]:
    """Turn a walk over parts into steps over the claims their points quote."""
    found: list[Step] = []
    for part, kind, source in path:
        main, *others = quoted[part]
        found.append(Step(main, kind, quoted[source][0] if source else None))
        found += [
            Step(other, "contrasts" if against[part] else "similar", main) for other in others
        ]
    return tuple(found)
