"""The opinions that relations inside a post are learned from are of the annotated claims."""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path

OPINIONS = Path(__file__).parents[2] / "training" / "opinions.jsonl"


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=6).hexdigest()


def test_each_opinion_relates_claims_that_are_annotated(shared: Path) -> None:
    claims: dict[tuple[str, str], list[str]] = {}
    for path in (shared / "gold").glob("*.gold.jsonl"):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            key = path.name.partition(".")[0], _digest(str(row["id"]))
            claims[key] = [claim["text"] for claim in row["claims"]]
    seen = set()
    for line in OPINIONS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = row["set"], row["post"]
        assert _digest("\n".join(claims[key])) == row["claims"]
        assert len(row["within"]) == 2
        for one, other, label in (edge for each in row["within"] for edge in each):
            assert one != other
            assert {one, other} <= set(range(len(claims[key])))
            assert label in ("supports", "contrasts")
        seen.add(key)
    assert seen == {key for key, own in claims.items() if len(own) > 1}
