"""Floors on annotated discussions; the head has seen them, rules have not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from argmap.encode import load_encoder
from argmap.extract import extract
from argmap.model import Settings, Stance, Thread
from argmap.read import read
from argmap.relate import relate
from argmap.relate.stance import find_stances

pytestmark = [pytest.mark.shared, pytest.mark.trained]


def macro_f1(thread: Thread, stances: dict[str, Stance], gold: dict[str, str]) -> float:
    scores = []
    said = {post: stances[post].kind if post in stances else "none" for post in gold}
    for kind in ("supports", "contrasts", "none"):
        both = sum(said[post] == gold[post] == kind for post in gold)
        total = sum((said[post] == kind) + (gold[post] == kind) for post in gold)
        scores.append(2 * both / total)
    return sum(scores) / 3


def test_rules_and_head_stay_above_their_floors_on_the_small_discussion(shared: Path) -> None:
    thread = read(shared / "threads" / "hn-7404389-burgers.algolia.json")
    lines = (shared / "gold" / "burgers.gold.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    gold = {str(row["id"]): row["stance"] for row in rows if row["stance"] != "mixed"}
    extraction = extract(thread, Settings(), load_encoder())
    stances, relations = relate(thread, extraction, Settings())
    assert macro_f1(thread, stances, gold) > 0.7
    by_rules = find_stances(thread, extraction, Settings(fast=True))
    assert macro_f1(thread, by_rules, gold) > 0.45
    assert all(stance.evidence for stance in stances.values())
    replies = [relation for relation in relations if relation.scope == "reply"]
    assert replies
    for relation in replies:
        for item in relation.evidence:
            if item.start is not None and item.post is not None:
                assert thread.by_id[item.post].text[item.start : item.end] == item.text
