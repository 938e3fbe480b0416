"""Scores against annotations: exact where all agrees, and counted where not."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import pytest

from argmap.encode import HashingEncoder
from argmap.errors import BadSource
from argmap.evaluate import (
    Annotated,
    Reference,
    as_document,
    as_text,
    read_annotations,
    read_reference,
    score_extraction,
    score_summary,
    thread_of,
)
from argmap.evaluate.matching import match, reliability
from argmap.evaluate.summaries import adjusted_mutual_information
from argmap.model import MapData


def perfect(argument_map: MapData) -> list[Annotated]:
    """Annotations that say what the map says."""
    rows = []
    for post in argument_map.thread.posts:
        claims = [claim for claim in argument_map.claims if claim.post == post.id]
        place = {claim.id: number for number, claim in enumerate(claims)}
        stance = argument_map.stances.get(post.id)
        target = stance.target if stance else None
        names = {mention.entity for claim in claims for mention in claim.mentions}
        names |= {mention.entity for mention in argument_map.loose_mentions.get(post.id, ())}
        rows.append(
            Annotated(
                post.id,
                tuple((claim.text, claim.kind) for claim in claims),
                stance.kind if stance else "none",
                argument_map.claim[target].text if target else None,
                tuple(
                    (place[each.source], place[each.target], each.kind)
                    for each in argument_map.relations
                    if each.source in place and each.target in place and each.kind != "rephrases"
                ),
                tuple(sorted(argument_map.entity[name].name for name in names)),
            )
        )
    return rows


def test_a_map_agrees_with_itself(rich_map: MapData) -> None:
    scores = score_extraction(rich_map, perfect(rich_map))
    assert scores.claims.f1 == scores.kind_accuracy == scores.entities.f1 == 1.0
    assert scores.within.f1 == 1.0
    assert scores.stance.accuracy == scores.stance.target_accuracy == 1.0
    assert scores.stance.at_half_recall == 1.0
    assert scores.missing == 0


def test_what_differs_is_counted(rich_map: MapData) -> None:
    rows = perfect(rich_map)
    number = next(n for n, row in enumerate(rows) if row.claims)
    extra = (*rows[number].claims, ("Words nobody has ever written there.", "claim"))
    rows[number] = replace(rows[number], claims=extra)
    scores = score_extraction(rich_map, [*rows, Annotated("elsewhere", (("A b c.", "claim"),))])
    assert scores.claims.recall < 1.0
    assert scores.claims.precision == 1.0
    assert scores.missing == 1


def test_claims_match_once_the_most_alike_first() -> None:
    assert match(["a b c d", "a b c"], ["a b c"]) == {0: 1}
    assert match(["a b c"], ["a b c", "a b c d"]) == {0: 0}
    assert match(["a"], ["b"]) == {}


def test_reliability_sets_confidence_beside_what_came_true() -> None:
    rows = reliability([(0.95, True), (1.0, False), (0.1, False)])
    assert [(row.count, row.stated, row.right) for row in rows] == [
        (1, 0.1, 0.0),
        (2, pytest.approx(0.975), 0.5),
    ]


def test_partitions_agree_from_chance_to_whole() -> None:
    same = [(0, 5), (0, 5), (1, 6), (1, 6)]
    crossed = [(0, 5), (0, 6), (1, 5), (1, 6)]
    assert adjusted_mutual_information(same) == pytest.approx(1.0)
    assert adjusted_mutual_information(crossed) < 0.0
    assert adjusted_mutual_information([(0, 0), (0, 0)]) == 0.0


def test_a_summary_is_grounded_in_itself(rich_map: MapData) -> None:
    bullets = tuple(
        (point.text, frozenset(rich_map.claim[claim].post for claim in point.claims), number)
        for number, section in enumerate(rich_map.summary.sections)
        for point in section.points
    )
    scores = score_summary(rich_map, Reference("own", bullets), HashingEncoder())
    assert scores.recall_soft == pytest.approx(1.0)
    assert scores.recall_grounded == scores.evidence_f1 == scores.cited_recall == 1.0


def test_the_report_is_a_table_and_plain_data(rich_map: MapData) -> None:
    scores = score_extraction(rich_map, perfect(rich_map))
    assert "claims                          1.000   1.000   1.000" in as_text(scores)
    document = json.loads(json.dumps(as_document(scores)))
    assert document["extraction"]["stance"]["accuracy"] == 1.0
    assert document["extraction"]["claims"]["f1"] == 1.0


def test_annotations_that_bring_their_text_make_a_thread(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    rows = [
        {"id": 1, "text": "Tea is best."},
        {"id": 2, "text": "> Tea is best.\n\nNo.", "parent": 1},
        {"id": 3, "text": "I doubt it.", "quoted": "Coffee keeps one awake."},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    thread = thread_of(read_annotations([path]), path.name)
    assert thread is not None
    assert [(post.id, post.parent) for post in thread.posts] == [
        ("1", None),
        ("2", "1"),
        ("3-quoted", None),
        ("3", "3-quoted"),
    ]
    assert len(thread.by_id["2"].quotes) == 1
    assert thread_of([Annotated("1")], "x") is None


@pytest.mark.parametrize(
    "line",
    [
        "{nonsense",
        "[]",
        '{"claims": []}',
        '{"id": "1", "stance": "maybe"}',
        '{"id": "1", "claims": [{"text": "x"}]}',
        '{"id": "1", "within": [[0, 1, "supports"]]}',
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "0"}\n' + line, encoding="utf-8")
    with pytest.raises(BadSource, match=r"gold\.jsonl, line 2: "):
        read_annotations([path])


def test_a_reference_of_another_shape_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ref.json"
    path.write_text('{"bullets": []}', encoding="utf-8")
    with pytest.raises(BadSource, match="sections"):
        read_reference(path)
    with pytest.raises(BadSource):
        read_reference(tmp_path / "nope.json")


@pytest.mark.trained
@pytest.mark.shared
def test_figures_are_those_of_the_other_scorer(shared: Path) -> None:
    from argmap import api
    from argmap.encode import load_encoder
    from argmap.write.map_json import to_json

    where = shared / "eval" / "score_map.py"
    spec = importlib.util.spec_from_file_location("score_map", where)
    assert spec is not None
    assert spec.loader is not None
    other = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    argument_map = api.build(api.read_any(str(shared / "threads/hn-39232976-pkl.algolia.json")))
    gold = shared / "gold" / "pkl.gold.jsonl"
    document = json.loads(to_json(argument_map))
    lines = gold.read_text(encoding="utf-8").splitlines()
    theirs = other.score_extraction(document, [json.loads(line) for line in lines])
    ours = score_extraction(argument_map, read_annotations([gold]))
    for mine, name in ((ours.claims, "claims"), (ours.entities, "entities")):
        assert mine.f1 == pytest.approx(theirs[name]["f1"], abs=5e-4)
    assert ours.within.f1 == pytest.approx(theirs["within_relations"]["f1"], abs=5e-4)
    for value, name in (
        (ours.kind_accuracy, "claim_kind_accuracy"),
        (ours.stance.accuracy, "stance_accuracy"),
        (ours.stance.macro_f1, "stance_macro_f1"),
        (ours.stance.target_accuracy, "target_accuracy"),
        (ours.stance.at_half_recall, "signed_precision_at_half_recall"),
    ):
        assert value == pytest.approx(theirs[name], abs=5e-4), name
    reference = shared / "gold" / "pkl.A.ref.json"
    expected = other.score_summary(
        other.sections_of(document),
        other.ref_sections(json.loads(reference.read_text(encoding="utf-8"))),
        load_encoder(),  # theirs is this one, but a text's encoding varies with its batch
    )
    summary = score_summary(argument_map, read_reference(reference), load_encoder())
    assert summary.theme_agreement == pytest.approx(expected["theme_agreement"], abs=5e-4)
    assert summary.recall_grounded == pytest.approx(expected["recall_grounded"], abs=5e-4)
    assert summary.recall_soft == pytest.approx(expected["recall_soft"], abs=5e-4)
