"""What Argdown says, as an argument graph; shared by its text and its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from argmap.formats.argdown_lines import pairs
from argmap.formats.argdown_parse import Held, Inference, Key, Parsed
from argmap.formats.build import Builder
from argmap.model import NodeKind

KIND: Mapping[str, NodeKind] = {
    "support": "RA",
    "entails": "RA",
    "attack": "CA",
    "contrary": "CA",
    "contradictory": "CA",
    "undercut": "CA",
}


def node_id(key: Key) -> str:
    """Name an element: statements by title, arguments by title in angle brackets."""
    return f"<{key[1]}>" if key[0] == "argument" else key[1]


def to_graph(parsed: Parsed, builder: Builder) -> None:
    """Add statements and arguments as I, relations and inferences as RA and CA.

    An argument that is given by its premises and conclusion alone is its inference; one that is
    described, or takes part in relations, is a claim too.
    """
    steps = _steps(parsed)
    described = {key for key, held in parsed.held.items() if held.text or key not in steps}
    builder.headings += parsed.headings
    for key, held in parsed.held.items():
        if key in described:
            _statement(key, held, builder)
    for number, inference in enumerate(parsed.inferences):
        _inference(number, inference, parsed, builder)
    done = {
        key: [number for number in numbers if f"{node_id(key)}.{number + 1}" in builder.nodes]
        for key, numbers in steps.items()
    }
    for kind, start, end in parsed.relations:
        _relation(kind, start, end, parsed, builder, done)


def _steps(parsed: Parsed) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = {}
    for number, inference in enumerate(parsed.inferences):
        if inference.conclusion is not None:
            found.setdefault(inference.argument, []).append(number)
    return found


def _statement(key: Key, held: Held, builder: Builder) -> None:
    data = pairs(held.data)
    author = data.get("author") or data.get("proponent")
    extra: dict[str, Any] = {"form": held.form}
    if held.tags:
        extra["tags"] = list(held.tags)
    if held.data:
        extra["data"] = held.data
    if held.restated:
        extra["restated"] = list(held.restated)
    builder.node(
        node_id(key),
        "I",
        held.text or held.title,
        title=held.title if held.titled else None,
        speaker=builder.speaker(author) if author else None,
        created=data.get("created"),
        url=data.get("url"),
        heading=held.heading,
        extra=extra,
    )


def _inference(number: int, inference: Inference, parsed: Parsed, builder: Builder) -> None:
    if inference.conclusion is None:
        builder.tally.add("inferences without a conclusion, skipped", inference.argument[1])
        return
    held = parsed.held[inference.argument]
    builder.relation(
        "RA",
        [node_id(premise) for premise in inference.premises],
        node_id(inference.conclusion),
        f"{node_id(inference.argument)}.{number + 1}",
        scheme=inference.rule or None,
        title=held.title if held.titled else None,
        extra={"form": "inference"},
    )


def _relation(
    kind: str,
    start: Key | int,
    end: Key | int,
    parsed: Parsed,
    builder: Builder,
    steps: Mapping[Key, list[int]],
) -> None:
    source = _place(start, parsed, builder, steps, kind, leaving=True)
    target = _place(end, parsed, builder, steps, kind, leaving=False)
    if source is None or target is None:
        builder.tally.add("relations of an unfinished inference, skipped")
        return
    name = f"{source} {kind} {target}"
    if name not in builder.nodes:
        builder.relation(KIND[kind], [source], target, name, scheme=kind)


def _place(
    end: Key | int,
    parsed: Parsed,
    builder: Builder,
    steps: Mapping[Key, list[int]],
    kind: str,
    *,
    leaving: bool,
) -> str | None:
    """Return the node a relation starts from or hits.

    An argument acts through its main conclusion; what undercuts it hits its inference.
    """
    if isinstance(end, int):
        inference = parsed.inferences[end]
        name = f"{node_id(inference.argument)}.{end + 1}"
        return name if name in builder.nodes else None
    own = steps.get(end, ())
    name = node_id(end)
    if own and (name not in builder.nodes or (kind == "undercut" and not leaving)):
        if leaving:
            conclusion = parsed.inferences[own[-1]].conclusion
            return None if conclusion is None else node_id(conclusion)
        return f"{name}.{own[-1] + 1}"
    return name
