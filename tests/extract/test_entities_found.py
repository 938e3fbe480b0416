"""The search for entities, end to end, with a tagger of our own making."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, Span

from argmap.extract.entities import find_entities
from argmap.model import Claim, Post, Settings, Thread

TEXTS = (
    "We use Zorbla with Kubernetes. I think Zorbla is great.",
    "Honestly k8s is slower than Zorbla, and Zorbla is simple.",
    "Python's fine.",
)


@pytest.fixture
def thread() -> Thread:
    posts = tuple(Post(str(n), text, author=f"user{n}") for n, text in enumerate(TEXTS))
    return Thread("test:1", "Zorbla 1.0", posts)


def tag(texts: tuple[str, ...]) -> list[Doc]:
    """Tag capitalised words as proper nouns, other words as nouns; Zorbla is a name."""
    docs = [spacy.blank("en")(text) for text in texts]
    for doc in docs:
        for token in doc:
            token.pos_ = "PROPN" if token.text[:1].isupper() and token.i else "NOUN"
        doc.set_ents([Span(doc, t.i, t.i + 1, "ORG") for t in doc if t.text == "Zorbla"])
    return docs


def sentences(thread: Thread) -> tuple[Claim, ...]:
    return tuple(
        Claim(f"{post.id}#0", post.id, 0, len(post.text), post.text) for post in thread.posts
    )


def test_names_have_one_entity_and_mentions_at_their_place(thread: Thread) -> None:
    found = find_entities(thread, tag(TEXTS), sentences(thread), Settings())
    by_id = {one.id: one for one in found.entities}
    assert set(by_id) == {"kubernetes", "python", "zorbla"}
    assert by_id["kubernetes"].aliases == ("k8s",)
    for claim in found.claims:
        for mention in claim.mentions:
            one = by_id[mention.entity]
            text = thread.by_id[claim.post].text[mention.start : mention.end]
            assert text in (one.name, *one.aliases)
    assert [(one.a, one.b, one.preferred) for one in found.comparisons] == [
        ("kubernetes", "zorbla", "zorbla")
    ]


def test_claims_keep_their_order_and_words(thread: Thread) -> None:
    claims = sentences(thread)
    found = find_entities(thread, tag(TEXTS), claims, Settings())
    assert [one.id for one in found.claims] == [one.id for one in claims]
    assert [one.text for one in found.claims] == [one.text for one in claims]


def test_mentions_outside_claims_are_kept(thread: Thread) -> None:
    found = find_entities(thread, tag(TEXTS), (), Settings())
    assert [one.entity for one in found.loose_mentions["2"]] == ["python"]
    assert list(found.loose_mentions) == ["0", "1", "2"]


def test_the_users_patterns_win(thread: Thread, tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    row = {"label": "ORG", "pattern": "Zorbla with Kubernetes", "id": "Our Stack"}
    path.write_text(json.dumps(row), encoding="utf-8")
    settings = Settings(entity_patterns=str(path))
    found = find_entities(thread, tag(TEXTS), sentences(thread), settings)
    stack = next(one for one in found.entities if one.id == "our-stack")
    assert (stack.name, stack.kind) == ("Our Stack", "organisation")
    assert stack.aliases == ("Zorbla with Kubernetes",)


def test_an_empty_discussion_names_nothing() -> None:
    found = find_entities(Thread("test:0", "", ()), [], (), Settings())
    assert (found.claims, found.entities, found.comparisons) == ((), (), ())


def test_addresses_and_code_are_not_names() -> None:
    text = "See https://example.com/Python/Rust for details"
    thread = Thread("test:2", "", (Post("p", text),))
    assert find_entities(thread, tag((text,)), (), Settings()).entities == ()


def test_two_names_that_could_each_be_the_other_stay_one_entity() -> None:
    text = "Zor-Blad or Zorblad or ZorBlad or Zorblads"
    thread = Thread("test:3", "Zorblad Zor-Blad", (Post("p", text),))
    found = find_entities(thread, tag((text,)), (), Settings())
    assert len({one.id for one in found.entities}) == len(found.entities)
    known = {one.id for one in found.entities}
    assert all(one.entity in known for one in found.loose_mentions.get("p", ()))


@pytest.mark.parametrize("text", ["a@" * 20000, "/a" * 20000, "(" * 20000, "\x00\u202e" * 500])
def test_hostile_text_names_nothing(text: str) -> None:
    doc = spacy.blank("en").make_doc(text)
    thread = Thread("test:4", "", (Post("p", text),))
    assert find_entities(thread, [doc], (), Settings()).entities == ()
