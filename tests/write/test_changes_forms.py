"""What changed, as text, Markdown, JSON and lines: complete, and foreign words stay words."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from argmap.changes import compare
from argmap.model import DiffData, MapData, Sides, Summary
from argmap.write.changes import report, sides_words
from argmap.write.changes_forms import (
    changes_json,
    changes_markdown,
    changes_terminal,
    changes_text,
)


@pytest.fixture(scope="module")
def grown(rich_map: MapData) -> DiffData:
    """The rich map came out of its first four posts."""
    kept = {post.id for post in rich_map.thread.posts[:4]}
    claims = tuple(claim for claim in rich_map.claims if claim.post in kept)
    ids = {claim.id for claim in claims}
    before = replace(
        rich_map,
        thread=replace(rich_map.thread, posts=rich_map.thread.posts[:4]),
        claims=claims,
        relations=tuple(each for each in rich_map.relations if {each.source, each.target} <= ids),
        comparisons=(),
        loose_mentions={},
        themes=tuple(
            replace(each, claims=tuple(c for c in each.claims if c in ids), camps=(), walk=())
            for each in rich_map.themes[:1]
        ),
        summary=Summary((), (), rich_map.summary.coverage),
    )
    return compare(before, rich_map)


def test_every_part_is_told(grown: DiffData) -> None:
    titles = [part.title for part in report(grown).parts]
    assert titles == [
        "Themes",
        "Points of the summary",
        "Newly contested",
        "New claims",
        "New voices",
        "Things named",
    ]


def test_the_limit_counts_what_it_leaves_out(grown: DiffData) -> None:
    full, short = report(grown, limit=None), report(grown, limit=1)
    for all_of_it, part in zip(full.parts, short.parts, strict=True):
        assert part.lines == all_of_it.lines[:1]
        assert part.more == len(all_of_it.lines) - 1
        assert all_of_it.more == 0


def test_text_names_new_claims_and_their_authors(grown: DiffData) -> None:
    text = changes_text(grown, limit=None)
    assert text.startswith("What changed: Ask: </script>")
    assert "+ “Golang is easy to learn, even for juniors.” (bob)" in text
    assert max(map(len, text.splitlines())) <= 88


def test_markdown_never_becomes_markup(grown: DiffData) -> None:
    html = MarkdownIt("commonmark").render(changes_markdown(grown, limit=None))
    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert "Golang is easy to learn" in html


def test_the_terminal_takes_no_markup_from_the_discussion(grown: DiffData) -> None:
    from rich.console import Console

    out = Console(file=io.StringIO(), width=200, force_terminal=True)
    out.print(changes_terminal(grown, limit=None))
    assert "Golang is easy to learn" in out.file.getvalue()


def test_json_holds_all_of_it_with_its_words(grown: DiffData) -> None:
    told = json.loads(changes_json(grown))
    assert (told["format"], told["version"]) == ("argmap-diff", 1)
    assert len(told["claims"]) == len(grown.claims)
    for each in told["claims"]:
        assert each["new_text"] == grown.new.claim[each["new"]].text
    assert set(told["same"]["claims"]) == set(grown.claim_of)
    assert [each["text"] for each in told["contests"]]


def test_nothing_is_said_to_be_nothing(rich_map: MapData) -> None:
    same = compare(rich_map, rich_map)
    assert changes_text(same).endswith("\n\nNothing changed.\n")
    assert changes_markdown(same).endswith("\n\nNothing changed.\n")
    assert json.loads(changes_json(same))["is_empty"] is True


def test_sides_say_who_came_and_who_left() -> None:
    words = sides_words(Sides(("ann", "bob"), ()), Sides(("ann",), tuple("cdefgh")))
    assert words == "for: −bob, ann; against: +c, +d, +e, +f and 2 more"
