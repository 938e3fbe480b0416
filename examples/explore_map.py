"""Build an argument map of a discussion and look around in it.

Run it from anywhere::

    python examples/explore_map.py
    python examples/explore_map.py DISCUSSION ENTITY

DISCUSSION is anything ``argmap.read`` accepts; without it, the example thread beside this
file is read. ENTITY is the name or an alias of something the discussion talks about.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import argmap

EXAMPLE = Path(__file__).parent / "leaving-meta.algolia.json"

# Counts what the graph holds, kind by kind; it needs no knowledge of the vocabulary.
KINDS_OF_NODES = """
SELECT ?kind (COUNT(DISTINCT ?node) AS ?count)
WHERE { ?node a ?kind }
GROUP BY ?kind
ORDER BY DESC(?count) ?kind
LIMIT 8
"""


def print_summary(argument_map: argmap.ArgumentMap) -> None:
    """Print every section with its points: how many voices, and how many on each side."""
    for section in argument_map.summary.sections:
        print(f"\n{section.heading}")
        for point in section.points:
            sides = f"{point.supports} for, {point.contrasts} against"
            print(f"  • {point.text}  [{sides}]")


def print_contested(argument_map: argmap.ArgumentMap, most: int = 5) -> None:
    """Print the claims that most others support *and* oppose."""
    supported: Counter[str] = Counter()
    opposed: Counter[str] = Counter()
    for relation in argument_map.relations:
        if relation.kind == "supports":
            supported[relation.target] += 1
        elif relation.kind == "contrasts":
            opposed[relation.target] += 1
    # The weaker side decides: a claim everybody opposes is not contested, it is unpopular.
    contested = sorted(
        (claim for claim in argument_map.claims if opposed[claim.id]),
        key=lambda claim: (
            -min(supported[claim.id], opposed[claim.id]),
            -(supported[claim.id] + opposed[claim.id]),
        ),
    )
    for claim in contested[:most]:
        print(f"  +{supported[claim.id]} −{opposed[claim.id]}  {one_line(claim.text)}")


def print_for_and_against(argument_map: argmap.ArgumentMap, name: str, most: int = 5) -> None:
    """Print the claims that speak well of an entity, then those that speak ill of it."""
    wanted = name.casefold()
    found = [
        entity.id
        for entity in argument_map.entities
        if wanted in {spelling.casefold() for spelling in (entity.name, *entity.aliases)}
    ]
    if not found:
        print(f"  nobody mentions {name}")
        return
    author = {post.id: post.author for post in argument_map.thread.posts}
    for polarity, label in (("positive", "for"), ("negative", "against")):
        claims = [
            claim
            for claim in argument_map.claims
            if any(m.entity in found and m.polarity == polarity for m in claim.mentions)
        ]
        print(f"  {label} ({len(claims)}):")
        for claim in claims[:most]:
            print(f"    {author[claim.post] or 'unknown'}: {one_line(claim.text)}")


def one_line(text: str) -> str:
    """Give a claim's words without its line breaks."""
    return " ".join(text.split())


def main() -> None:
    """Read, build, and print four views of the map."""
    source = sys.argv[1] if len(sys.argv) > 1 else str(EXAMPLE)
    entity = sys.argv[2] if len(sys.argv) > 2 else "PyTorch"
    thread = argmap.read(source)
    argument_map = argmap.build(thread)

    print(f"{thread.title}: {len(thread.posts)} posts, {len(argument_map.claims)} claims")
    print_summary(argument_map)
    print("\nMost contested claims")
    print_contested(argument_map)
    print(f"\nFor and against {entity}")
    print_for_and_against(argument_map, entity)
    print("\nWhat the RDF graph holds")
    for row in argument_map.query(KINDS_OF_NODES):
        print(f"  {row['count']:>6}  {row['kind']}")


if __name__ == "__main__":
    main()
