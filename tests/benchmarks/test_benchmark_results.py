"""The results page says what the result files say; ratios and survivals are counted right.

Nothing here depends on how long anything takes.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import common
import peers
import pytest
import report
from bench_formats import kinds_of, survived

RESULTS = sorted(report.RESULTS.glob("*.json"))


def test_the_page_is_generated_from_the_result_files() -> None:
    assert report.PAGE.read_text(encoding="utf-8") == report.page()


def test_there_is_a_result_for_every_peer() -> None:
    measured = {path.stem for path in RESULTS}
    assert measured >= {"pipeline", "summaries", "formats", "store", "page"}
    assert measured <= set(report.ORDER)


@pytest.mark.parametrize("path", RESULTS, ids=lambda path: path.stem)
def test_a_result_says_on_what_and_how_often_it_was_measured(path: Path) -> None:
    result = json.loads(path.read_text(encoding="utf-8"))
    assert result["name"] == path.stem
    assert result["runs"] >= 1
    assert result["findings"]
    environment = result["environment"]
    assert environment["cores"] >= 1
    assert environment["packages"]["argmap"]
    assert None not in environment["packages"].values()
    for table in result["tables"]:
        assert table["rows"]
        for row in table["rows"]:
            assert len(row["cells"]) == len(table["columns"]), row["label"]


@pytest.mark.parametrize("path", RESULTS, ids=lambda path: path.stem)
def test_another_figure_makes_another_page(path: Path, tmp_path: Path) -> None:
    for each in RESULTS:
        shutil.copy(each, tmp_path)
    assert report.page(tmp_path) == report.page()
    result = json.loads(path.read_text(encoding="utf-8"))
    result["tables"][0]["rows"][0]["cells"][0] = 987_654_321
    (tmp_path / path.name).write_text(json.dumps(result), encoding="utf-8")
    assert "987,654,321" in report.page(tmp_path)


def test_a_ratio_is_taken_within_a_turn() -> None:
    """Where the machine slowed down threefold in the second turn, the ratio did not."""
    slow = [{"s": 2.0}, {"s": 6.0}]
    fast = [{"s": 1.0}, {"s": 3.0}]
    assert common.ratios(slow, fast, "s") == {"median": 2.0, "low": 2.0, "high": 2.0}
    assert common.spread([3.0, 1.0, 2.0]) == {"median": 2.0, "low": 1.0, "high": 3.0}


def aif(*, words: str = "It rains.", person: str = "1") -> dict[str, Any]:
    return {
        "nodes": [
            {"nodeID": "1", "text": words, "type": "I"},
            {"nodeID": "2", "text": "Take a coat.", "type": "I"},
            {"nodeID": "3", "text": "Default Inference", "type": "RA"},
            {"nodeID": "4", "text": "ann : It rains.", "type": "L"},
        ],
        "edges": [
            {"edgeID": "1", "fromID": "1", "toID": "3"},
            {"edgeID": "2", "fromID": "3", "toID": "2"},
        ],
        "locutions": [{"nodeID": "4", "personID": person}],
    }


def test_what_survives_is_counted_by_words_not_by_ids() -> None:
    before = kinds_of("aif", json.dumps(aif()))
    renumbered = json.dumps(aif()).replace('"1"', '"71"').replace('"71"}]', '"1"}]')
    assert all(
        kept == total for kept, total in survived(before, kinds_of("aif", renumbered)).values()
    )
    other = survived(before, kinds_of("aif", json.dumps(aif(words="It snows.", person="2"))))
    assert other["statements (I)"] == (1, 2)
    assert other["edges"] == (1, 2)
    assert other["who said it"] == (0, 1)
    bare = aif() | {"locutions": []}
    assert survived(before, kinds_of("aif", json.dumps(bare)))["who said it"] == (0, 1)


def test_a_peers_summary_keeps_to_the_limits() -> None:
    long = [peers.Sentence(str(n), " ".join([f"w{n}"] * 100)) for n in range(20)]
    assert len(peers.within_limits(long)) == 15
    short = [peers.Sentence(str(n), f"a sentence number {n}") for n in range(80)]
    assert len(peers.within_limits(short)) == 50
    assert len(peers.within_limits([short[0], short[0]])) == 1


def test_a_peers_summary_is_scored_like_our_own() -> None:
    from argmap.encode import HashingEncoder
    from argmap.evaluate import Reference, score_summary
    from argmap.model import Post, Thread

    posts = tuple(Post(str(n), f"Post number {n} says this.") for n in range(3))
    chosen = [[peers.Chosen(posts[0].text, ("0", "1"))], [peers.Chosen(posts[2].text, ("2",))]]
    made = peers.as_map(Thread("t:1", "T", posts), chosen)
    bullets = ((posts[0].text, frozenset({"0", "1"}), 0), (posts[2].text, frozenset({"2"}), 1))
    scores = score_summary(made, Reference("same", bullets), HashingEncoder())
    assert scores.points == 2
    assert scores.recall_grounded == scores.evidence_f1 == 1.0
    assert Counter(claim.post for claim in made.claims) == {"0": 1, "1": 1, "2": 1}
