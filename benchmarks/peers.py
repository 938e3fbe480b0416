"""Summaries as other tools make them from the same sentences: what a user would pick instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from argmap.model import Claim, Coverage, MapData, Point, Section, Summary, Thread

MOST_POINTS = 50
MOST_WORDS = 1500
LEAST_WORDS = 4
"""Shorter sentences ("Same here.") make no point for anyone."""
SEED = 42


@dataclass(frozen=True)
class Sentence:
    post: str
    text: str


@dataclass(frozen=True)
class Chosen:
    """A sentence that stands in the summary, and the posts it stands for."""

    text: str
    posts: tuple[str, ...]


def sentences_of(thread: Thread, language: Any) -> list[Sentence]:
    """Sentences by spaCy; passages quoted from others and code are masked, as argmap does it."""
    from argmap.extract.language import mask

    docs = language.pipe((mask(post) for post in thread.posts), batch_size=64)
    return [
        Sentence(post.id, " ".join(sentence.text.split()))
        for post, doc in zip(thread.posts, docs, strict=True)
        for sentence in doc.sents
        if len(re.findall(r"\w+", sentence.text)) >= LEAST_WORDS
    ]


def within_limits(ranked: Sequence[Sentence]) -> list[Chosen]:
    """The first of a ranking that fit the limits of a summary, none twice."""
    chosen: dict[str, Chosen] = {}
    words = 0
    for sentence in ranked:
        size = len(sentence.text.split())
        if sentence.text in chosen or words + size > MOST_WORDS:
            continue
        chosen[sentence.text] = Chosen(sentence.text, (sentence.post,))
        words += size
        if len(chosen) == MOST_POINTS:
            break
    return list(chosen.values())


class Words:
    """What sumy asks of a tokenizer; its own needs a download."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return (text,)

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(re.findall(r"[^\W\d_]+", text))


def _sumy(summarizer: Any, sentences: list[Sentence]) -> list[list[Chosen]]:
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as Line
    from sumy.nlp.stemmers import Stemmer
    from sumy.utils import get_stop_words

    made = summarizer(Stemmer("english"))
    made.stop_words = get_stop_words("english")
    lines = [Line(sentence.text, Words()) for sentence in sentences]
    # Sumy counts sentences by their words: equal ones have one place.
    ratings = made.rate_sentences(ObjectDocumentModel([Paragraph(lines)]))
    by_text = {line._text: rating for line, rating in ratings.items()}
    order = sorted(range(len(sentences)), key=lambda n: (-by_text.get(sentences[n].text, 0.0), n))
    return [within_limits([sentences[n] for n in order])]


def lexrank(sentences: list[Sentence], language: Any, encoder: Any) -> list[list[Chosen]]:
    """Sumy's LexRank: Erkan & Radev 2004, doi:10.1613/jair.1523."""
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class Rated(LexRankSummarizer):
        def rate_sentences(self, document: Any) -> dict[Any, float]:
            """As its __call__ does, but the ratings themselves."""
            self._ensure_dependencies_installed()
            words = [self._to_words_set(each) for each in document.sentences]
            tf, idf = self._compute_tf(words), self._compute_idf(words)
            matrix = self._create_matrix(words, self.threshold, tf, idf)
            scores = self.power_method(matrix, self.epsilon)
            return dict(zip(document.sentences, scores, strict=True))

    return _sumy(Rated, sentences)


def textrank(sentences: list[Sentence], language: Any, encoder: Any) -> list[list[Chosen]]:
    """Sumy's TextRank: Mihalcea & Tarau 2004."""
    from sumy.summarizers.text_rank import TextRankSummarizer

    return _sumy(TextRankSummarizer, sentences)


def pytextrank(sentences: list[Sentence], language: Any, encoder: Any) -> list[list[Chosen]]:
    """TextRank over phrases, as a spaCy component; sentences nearest to the top phrases."""
    import pytextrank  # noqa: F401  # registers the component

    if "textrank" not in language.pipe_names:
        language.add_pipe("textrank")
    text, starts, at = [], [], 0
    for sentence in sentences:
        starts.append(at)
        text.append(sentence.text)
        at += len(sentence.text) + 1
    language.max_length = max(language.max_length, at + 1)
    doc = language("\n".join(text))
    ranked = doc._.textrank.summary(limit_phrases=15, limit_sentences=4 * MOST_POINTS)
    rows = [int(np.searchsorted(starts, found.start_char, side="right")) - 1 for found in ranked]
    return [within_limits([sentences[row] for row in rows])]


def bertopic(sentences: list[Sentence], language: Any, encoder: Any) -> list[list[Chosen]]:
    """BERTopic's defaults on argmap's encodings; topics are sections, representative docs points.

    A point stands for those sentences of its topic that are nearest to it.

    Source: Grootendorst 2022, arXiv:2203.05794.
    """
    from bertopic import BERTopic
    from umap import UMAP

    texts = [sentence.text for sentence in sentences]
    vectors = np.asarray(encoder(texts))
    # Its own defaults, but for the seed: without one two runs differ.
    reduce = UMAP(
        n_neighbors=15,
        n_components=5,
        min_dist=0.0,
        metric="cosine",
        low_memory=False,
        random_state=SEED,
    )
    model = BERTopic(umap_model=reduce, embedding_model=None)
    topics, _ = model.fit_transform(texts, vectors)
    named = [topic for topic in model.get_topic_freq().Topic.tolist() if topic != -1]
    representative = {topic: model.get_representative_docs(topic) or [] for topic in named}
    # The first of every topic, largest topic first, then the second of every topic …
    ranked = [
        Sentence(str(topic), docs[turn])
        for turn in range(3)
        for topic, docs in representative.items()
        if turn < len(docs)
    ]
    row = {text: number for number, text in enumerate(texts)}
    sections = []
    kept = within_limits(ranked)
    for topic in named:
        own = [each for each in kept if each.posts == (str(topic),)]
        if own:
            members = [number for number, label in enumerate(topics) if label == topic]
            leads = vectors[[row[each.text] for each in own]]
            nearest = (vectors[members] @ leads.T).argmax(axis=1)
            sections.append(
                [
                    Chosen(each.text, _posts(sentences, members, nearest == place))
                    for place, each in enumerate(own)
                ]
            )
    return sections


def _posts(sentences: list[Sentence], rows: list[int], wanted: np.ndarray) -> tuple[str, ...]:
    found = (sentences[row].post for row, yes in zip(rows, wanted, strict=True) if yes)
    return tuple(dict.fromkeys(found))


SIDES = {
    "BERTopic": bertopic,
    "LexRank (sumy)": lexrank,
    "TextRank (sumy)": textrank,
    "pytextrank": pytextrank,
}


def as_map(thread: Thread, sections: list[list[Chosen]]) -> MapData:
    """A summary in the shape ``argmap.evaluate`` scores: a claim for each post that is cited."""
    text = {post.id: post.text for post in thread.posts}
    cited = {post for section in sections for each in section for post in each.posts}
    claims = {
        post: Claim(f"{post}#0-{len(text[post])}", post, 0, len(text[post]), text[post])
        for post in text
        if post in cited
    }
    made = tuple(
        Section(
            f"t{number}",
            f"Section {number}",
            tuple(
                Point(
                    text=each.text,
                    frame="",
                    quotes=(),
                    claims=tuple(claims[post].id for post in each.posts),
                    opposing=(),
                    voices=1,
                    supports=1,
                    contrasts=0,
                )
                for each in section
            ),
        )
        for number, section in enumerate(sections, 1)
    )
    return MapData(
        thread=thread,
        claims=tuple(claims.values()),
        entities=(),
        stances={},
        loose_mentions={},
        relations=(),
        comparisons=(),
        themes=(),
        summary=Summary((), made, Coverage(0, 0, 0, 0, 0, 0, ())),
    )
