"""``argmap summarize``: several discussions in one file, and a model that rewrites points."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from argmap.api import ArgumentMap
from argmap.model import MapData


@pytest.fixture
def folders(rich_map: MapData, folder: Path, tmp_path: Path) -> list[Path]:
    """Two map folders of different threads."""
    thread = replace(rich_map.thread, id="hn:900", title="Another day")
    ArgumentMap.of(replace(rich_map, thread=thread)).save(tmp_path / "other")
    return [folder, tmp_path / "other"]


def test_several_discussions_become_one_file(run, folders: list[Path], tmp_path: Path) -> None:
    done = run("summarize", *folders, "-o", tmp_path / "digest.md")
    assert (done.code, done.out) == (0, "")
    text = (tmp_path / "digest.md").read_text(encoding="utf-8")
    assert text.startswith(
        "# 2 discussions\n\nNamed in more than one: Rust (in all, 8 voices), Go ("
    )
    assert re.findall(r"^## (.*)", text, re.MULTILINE)[-1] == "Another day"
    assert text.count("\n### Learning\n") == 2
    used = re.findall(r"\[\^(\d+)\](?!:)", text)
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert sorted(set(used), key=int) == defined == [str(n) for n in range(1, 11)]


@pytest.mark.parametrize(
    ("suffix", "start"),
    [("txt", "2 discussions\n"), ("html", "<!doctype html>"), ("json", '{\n "discussions"')],
)
def test_the_suffix_picks_the_form(
    run, folders: list[Path], tmp_path: Path, suffix: str, start: str
) -> None:
    file = tmp_path / f"digest.{suffix}"
    run("summarize", *folders, "-o", file)
    assert file.read_text(encoding="utf-8").startswith(start)


def test_several_take_the_loudest_points_of_each(run, folders: list[Path]) -> None:
    document = json.loads(run("summarize", *folders, "--max-points", "1", "--format", "json").out)
    shown = [[p["voices"] for s in d["sections"] for p in s["points"]] for d in
             document["discussions"]]  # fmt: skip
    assert shown == [[3], [3]]
    assert document["shared"][0]["discussions"] == [
        each["thread"]["title"] for each in document["discussions"]
    ]


def test_a_discussion_that_lacks_the_name_asked_for_is_left_out(
    run, folders: list[Path], rich_map: MapData, tmp_path: Path
) -> None:
    section = replace(rich_map.summary.sections[0], heading="Elsewhere")
    themes = (replace(rich_map.themes[0], heading="Elsewhere"), *rich_map.themes[1:])
    summary = replace(rich_map.summary, sections=(section, *rich_map.summary.sections[1:]))
    third = replace(rich_map, themes=themes, summary=summary)
    ArgumentMap.of(third).save(tmp_path / "third")
    out = run("summarize", *folders, tmp_path / "third", "--theme", "Elsewhere").out
    assert "## Elsewhere" in out
    assert "discussions" not in out
    assert "No theme called 'Nowhere'" in run("summarize", *folders, "--theme", "Nowhere").err


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A model of the llm library that invents a name for every second point."""
    llm = pytest.importorskip("llm", reason="the extra argmap[llm] is not installed")
    from llm.plugins import pm

    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path / "llm"))
    asked: list[str] = []

    class Scripted(llm.Model):  # type: ignore[misc, name-defined]
        model_id = "scripted"
        can_stream = False

        def execute(self, prompt: Any, stream: bool, response: Any, conversation: Any) -> Any:
            asked.append(prompt.prompt)
            claims = json.loads(prompt.prompt[9:-10])
            sides = {claim["side"]: claim for claim in reversed(claims)}
            name = " of Oracle" if len(asked) % 2 else ""
            said = [
                {"text": f"Some say{name} “{c['text'].rstrip('.')}”.", "claims": [c["id"]]}
                for c in sides.values()
            ]
            yield json.dumps({"sentences": said})

    class Plugin:
        @llm.hookimpl  # type: ignore[untyped-decorator]
        def register_models(self, register: Any) -> None:
            register(Scripted())

    pm.register(Plugin(), name="scripted-for-cli")
    yield
    pm.unregister(name="scripted-for-cli")


def test_a_model_rewrites_and_the_report_says_how_many(run, folder: Path, scripted: None) -> None:
    done = run("summarize", folder, "--llm", "scripted")
    assert done.code == 0
    assert "- Some say “Go is easier to learn”. (2 voices)[^2]" in done.out
    assert "of Oracle" not in done.out
    assert re.search(
        r"hn:100: 1 of 5 points rewritten by scripted .*; 4 left verbatim \(.*2 bringing names",
        done.err,
    )
    log = (folder / "llm-log.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(log) == 5
    assert "of Oracle" in json.loads(log[0])["answer"]
    # The map itself never holds a model's words.
    assert run("check", folder).code == 0
    assert "Some say" not in (folder / "map.json").read_text(encoding="utf-8")


def test_without_the_option_no_model_is_asked(run, folder: Path, scripted: None) -> None:
    assert "Some say" not in run("summarize", folder).out
    assert not (folder / "llm-log.jsonl").exists()


def test_an_unknown_model_is_one_line(run, folder: Path, scripted: None) -> None:
    done = run("summarize", folder, "--llm", "nobody")
    assert done.code == 1
    assert done.err.startswith("argmap: error: No language model called 'nobody'.")


def test_without_the_library_the_mend_is_named(
    run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "llm", None)
    done = run("summarize", folder, "--llm", "gpt")
    assert done.err == (
        "argmap: error: The llm library is not installed. Run: pip install 'argmap[llm]'\n"
    )


def test_check_names_the_points_a_changed_source_no_longer_bears_out(
    run, rich_map: MapData, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = rich_map.thread.by_id["107"]
    text = post.text.replace("easy", "eazy")
    posts = tuple(
        replace(each, text=text) if each.id == "107" else each for each in rich_map.thread.posts
    )
    changed = replace(rich_map.thread, posts=posts)
    monkeypatch.setattr("argmap.api.read_thread", lambda source, reader=None: changed)
    done = run("check", folder, "--source", "thread.json")
    assert done.code == 1
    assert "source: post 107 has another text there\n" in done.out
    assert "point t2.1: rests on claim 107#0-42, whose words the source does not have" in done.out
