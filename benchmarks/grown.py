"""One discussion of any length, from real ones: answer trees drawn by a seed, renamed, joined.

Trees of the example (and of the real discussions beside the checkout, if any) are drawn with
replacement. Each copy gets other authors, and half of its names and a quarter of its longer words
give way to others, always the same ones within a copy: so texts differ, while grammar, lengths,
answers and how often words are used stay those of real discussions. New names come up as the
discussion grows, as they do when subjects change. Quoted passages and code are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import TYPE_CHECKING

from resampled import threads

from argmap.model import Post, Thread

if TYPE_CHECKING:
    from spacy.tokens import Doc

Rename = Callable[[str], str]
WORD = re.compile(r"[^\W\d_]{2,}")
NAMES, WORDS = 0.5, 0.25
"""Shares of names, and of words of six letters or more, that a copy exchanges."""
SUBJECT = 40
"""Copies that share their new names: about as many as a large theme has answer trees."""
SYLLABLES = "ba co di fe gu ha ko li mo nu pa re si to vu xa ze bri sta klo".split()
ATTRIBUTES = ["TAG", "POS", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE", "MORPH"]


def grown(posts: int, seed: int = 0) -> tuple[Thread, list[Doc]]:
    """Return a discussion of so many posts, and a stand-in for its parse.

    The stand-in has the grammar of the real posts on the new words: what a parse of them would
    mostly be, without the minutes or hours it would take.
    """
    real = _read()
    tops = [(thread, docs, top) for thread, docs in real for top in thread.replies[None]]
    tops = [each for each in tops if each[2].text]
    words = sorted({w for _, docs in real for doc in docs.values() for w in _long_words(doc)})
    dice = Random(seed)
    made: list[Post] = []
    parsed: list[Doc] = []
    copy = 0
    while len(made) < posts:
        thread, docs, top = dice.choice(tops)
        rename = renaming(Random(f"{seed} {copy}"), copy, words)
        new: dict[str, str] = {}
        for post in _tree(thread, top):
            new[post.id] = str(1_000_000 + len(made))
            doc = _renamed(docs[post.id], rename)
            parsed.append(doc)
            made.append(
                Post(
                    new[post.id],
                    doc.text,
                    new.get(post.parent or ""),
                    f"{post.author}{copy % 997}",
                    post.created,
                    f"https://example.org/item?id={new[post.id]}",
                )
            )
        copy += 1
    thread = Thread(f"grown:{posts}", f"Made of {posts} posts", tuple(made[:posts]))
    return thread, parsed[:posts]


def _read() -> list[tuple[Thread, dict[str, Doc]]]:
    from argmap.cache import open_cache
    from argmap.extract.language import load_language, parse
    from argmap.model import no_progress

    language = load_language(None, lemmas=False)
    found = []
    for thread in threads():
        docs = parse(thread, language, no_progress, open_cache())
        found.append((thread, {p.id: doc for p, doc in zip(thread.posts, docs, strict=True)}))
    return found


def _long_words(doc: Doc) -> Iterator[str]:
    return (word.lower() for word in WORD.findall(doc.text) if len(word) > 5)


def renaming(dice: Random, copy: int, words: Sequence[str]) -> Rename:
    """Return what a copy makes of a word: always the same of the same word."""
    known: dict[str, str] = {}

    def rename(word: str) -> str:
        if word not in known:
            known[word] = _other(word, dice, copy, words)
        return known[word]

    return rename


def _other(word: str, dice: Random, copy: int, words: Sequence[str]) -> str:
    if word[0].isupper() and len(word) > 3:
        if dice.random() >= NAMES:
            return word
        made = Random(f"{copy // SUBJECT} {word}")
        return "".join(made.choices(SYLLABLES, k=2)).capitalize()
    return dice.choice(words) if len(word) > 5 and dice.random() < WORDS else word


def _tree(thread: Thread, top: Post) -> Iterator[Post]:
    waiting = [top]
    while waiting:
        post = waiting.pop()
        yield post
        waiting += reversed(thread.replies.get(post.id, ()))


def _renamed(doc: Doc, rename: Rename) -> Doc:
    from spacy.tokens import Doc

    words = [WORD.sub(lambda found: rename(found.group()), token.text) for token in doc]
    spaces = [bool(token.whitespace_) for token in doc]
    new = Doc(doc.vocab, words=words, spaces=spaces)
    return new.from_array(ATTRIBUTES, doc.to_array(ATTRIBUTES))
