"""The subject of a point stands apart, and the count of who speaks to it beside it."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from lxml import html
from map_summary import quote
from map_words import claims
from rich.console import Console

from argmap.model import MapData, Point
from argmap.model.frames import fill
from argmap.verify import check
from argmap.write.digest import Rewriting
from argmap.write.markdown import to_markdown
from argmap.write.summary_html import to_summary_html
from argmap.write.summary_json import to_summary_json
from argmap.write.terminal import to_terminal
from argmap.write.text import to_text
from argmap.write.wording import brief, line


def labelled(argument_map: MapData) -> tuple[MapData, Point]:
    """Put two labels before the first point, wherever it stands."""
    c = claims()
    old = argument_map.summary.sections[0].points[0]
    labels = (quote(c["startup"], "startup"), quote(c["fast"], "Rust"))
    texts = [each.text for each in (*labels, *old.quotes)]
    frame = old.frame.replace("{0}", "{2}").replace("{1}", "{3}")
    frame = f"{{0}} and {{1}}: {frame[0].lower()}{frame[1:]}"
    new = replace(old, frame=frame, quotes=(*labels, *old.quotes), text=fill(frame, texts))
    summary = argument_map.summary
    first, *rest = summary.sections
    made = replace(
        summary,
        headlines=tuple(new if each == old else each for each in summary.headlines),
        sections=(replace(first, points=(new,)), *rest),
    )
    return replace(argument_map, summary=made), new


def terminal(argument_map: MapData) -> str:
    buffer = io.StringIO()
    Console(file=buffer, width=300, force_terminal=True).print(to_terminal(argument_map))
    return buffer.getvalue()


def test_a_labelled_point_is_a_true_one(rich_map: MapData) -> None:
    made, point = labelled(rich_map)
    assert check(made) == []
    assert point.text.startswith("startup and Rust: one commenter argues")


def test_subject_count_and_words_are_the_point(rich_map: MapData) -> None:
    _, point = labelled(rich_map)
    told = line(point)
    # What the quotes name is the subject; what they leave out stands beside the count.
    assert (told.subject, told.voices, told.count) == ("Rust", "3 voices, also on startup", "")
    assert f"startup and Rust: {told.words}" == point.text
    short = brief(point)
    assert short.plain == (
        "Rust (3 voices, also on startup): “that benchmark is wrong” (2 agree, 1 objects)"
    )


def test_a_point_without_labels_keeps_its_count_at_the_end(rich_map: MapData) -> None:
    point = rich_map.summary.sections[0].points[0]
    assert line(point).plain == f"{point.text} (3 voices)"
    assert brief(point).plain == "“that benchmark is wrong” (3 voices: 2 agree, 1 objects)"


@pytest.mark.parametrize("frame", ["{0} – {1}", "{0} {1}: one says", "“{0}”: one objects “{1}”"])
def test_only_places_before_a_colon_are_a_subject(rich_map: MapData, frame: str) -> None:
    point = replace(rich_map.summary.sections[0].points[0], frame=frame)
    assert line(point).subject == ""


def test_every_form_sets_the_subject_apart(rich_map: MapData) -> None:
    made, point = labelled(rich_map)
    words = line(point).words
    assert f"- **Rust** (3 voices, also on startup): {words}[^1]" in to_markdown(made)
    sides = "(2 agree, 1 objects)[^1]"
    short = f"1. **Rust** (3 voices, also on startup): “that benchmark is wrong” {sides}"
    assert short in to_markdown(made)
    text = " ".join(to_text(made).split())
    assert f"• Rust (3 voices, also on startup): {words}" in text
    assert (
        "\x1b[1mRust\x1b[0m\x1b[2m (3 voices, also on startup)\x1b[0m: one commenter"
        in terminal(made)
    )
    page = html.fromstring(to_summary_html(made))
    (item,) = page.xpath("//li[@id='d1-p1']")
    assert item.xpath("strong/text()") == ["Rust"]
    assert " ".join(item.text_content().split()).startswith(
        f"Rust (3 voices, also on startup): {words}"
    )
    point_ = json.loads(to_summary_json(made))["sections"][0]["points"][0]
    assert (point_["subject"], point_["text"]) == ("Rust", point.text)


def test_rewritten_sentences_keep_the_subject(rich_map: MapData) -> None:
    made, point = labelled(rich_map)
    sentences = ("Carol doubts the benchmark.", "Alice does not.")
    text = to_markdown(made, rewriting=Rewriting("scripted", {point: sentences}, 1))
    assert f"- **Rust** (3 voices, also on startup): {' '.join(sentences)}[^1]" in text
    assert f"  - In their words: {point.text}" in text
    assert f"**Rust** (3 voices, also on startup): {sentences[0]} (3 for, 1 against)" in text
