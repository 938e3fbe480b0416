"""What a head sees of a segment beside its encoding: form, words of general classes, place."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from argmap.extract.plain import Plain, Stretch, Word
from argmap.extract.segments import Segment
from argmap.extract.telling import telling_features
from argmap.extract.wording import PATTERNS
from argmap.model import Post

_CLASSES: dict[str, str] = {
    "first_person": "i me my mine i'm i've i'd i'll im ive myself",
    "we": "we us our ours we've we're we'd we'll",
    "second_person": "you your yours you're you've you'd u",
    "third_person": "he she they them their his her",
    "deictic": "this that these those it its",
    "modal": "should must ought could would might may can will shall need needs has",
    "should": "should ought must shouldn't needs",
    "hedge": "maybe perhaps probably seems seem guess possibly likely apparently somewhat imo "
    "imho afaik think believe suspect suppose feel feels sounds looks",
    "booster": "definitely clearly obviously really very extremely absolutely never always "
    "totally literally simply truly entirely every all nothing everything",
    "negation": "not no n't never none nobody nothing cannot without neither nor",
    "positive": "good great best better love nice excellent amazing useful happy like awesome "
    "right cool easy easier simple powerful fantastic beautiful glad excited enjoy works clean",
    "negative": "bad worse worst hate terrible awful ugly wrong problem problems issue issues "
    "hard difficult broken painful useless stupid sad pain mess unfortunately lack fail fails "
    "horrible nightmare annoying sucks confusing ridiculous bug bugs",
    "compare": "more less than better worse most least faster slower easier rather instead as",
    "thanks": "thanks thank thx cheers congrats congratulations welcome sorry please appreciate",
    "greeting": "hi hello hey welcome wow lol haha hmm yes yeah yep no nope ok okay sure oh ah "
    "heh ha nah agreed exactly indeed",
    "meta": "comment comments thread post posted edit edited downvoted downvote upvote hn "
    "op submission submitted title link links article dupe flagged reply parent",
    "example": "example instance e.g. eg e.g such like say",
    "experience": "used tried worked had was were did been saw found went got built wrote ran "
    "spent experience years year ago months months days once when worked remember",
    "cause": "because since therefore so thus hence why reason due means",
    "condition": "if unless when whenever otherwise",
    "suggest": "suggest recommend consider try let's lets let why please use check wish hope "
    "want advice advise need better instead",
    "wonder": "wonder wondering curious anyone somebody someone elaborate explain know question",
    "wh": "what why how who which when where whose",
    "be": "is are was were be 's 're am isn't aren't",
    "existential": "there here",
    "quantifier": "most many some few lots several often usually sometimes generally people",
    "cite": "according paper study studies wikipedia research source docs documentation says "
    "said wrote quote quoted data statistics percent",
    "contrast": "but however although though yet while whereas despite still",
    "conversation": "mean means meant saying said agree disagree read understand talking point",
}
_LEXICON: dict[str, list[int]] = {}
for _number, _words in enumerate(_CLASSES.values()):
    for _word in dict.fromkeys(_words.split()):
        _LEXICON.setdefault(_word, []).append(_number)
_OPENINGS = (
    "i", "you", "it", "this", "that", "we", "they", "there", "if", "what", "why", "how", "who",
    "is", "are", "do", "does", "can", "could", "would", "the", "a", "so", "and", "but", "or",
    "also", "not", "no", "yes", "see", "thanks", "just", "for", "in", "maybe", "isn't", "did",
    "have", "has", "any", "anyone", "my", "like", "when", "which", "because", "then", "let",
)  # fmt: skip
_OPENING = {word: number for number, word in enumerate(_OPENINGS)}
_SECOND = 14
"""So many of them are looked for at the second word, too."""
_JOINED = ("but", "and", "because", "so", ",", "also", "-", ":", ";", "since", "although", "though")
_TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD", "NNP", "NN", "NNS", "JJ", "RB", "UH",
         "PRP", "CD", "IN", "DT", "WP", "WRB", "JJR", "RBR", "FW")  # fmt: skip
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_QUOTES = "\"“”'‘’"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a segment stands."""

    number: int
    """Its number in the post, from 0."""
    total: int
    """Segments in the post."""
    top_level: bool
    clauses: int
    """Segments of its own sentence."""
    question: bool
    """Whether its sentence ends with a question mark."""
    before: str
    """The segment before, or nothing."""
    follows_quote: bool
    """Whether quoted words stand right before it."""
    list_item: bool


_ITEM = re.compile(r"\s*(?:[-*•–·+]|\(?\d{1,2}[.)\]]|\[\d+\])\s")


def find_places(post: Post, doc: Plain, segments: Sequence[Segment]) -> list[Place]:
    """Say where each segment of a post stands."""
    sentences = [sent for sent in doc.sents if not sent.text.isspace()]
    clauses = Counter(segment.sentence for segment in segments)
    quoted = sorted(span.end for span in post.quotes)
    places: list[Place] = []
    before, done = "", 0
    for number, segment in enumerate(segments):
        sentence = sentences[segment.sentence].text
        places.append(
            Place(
                number=number,
                total=len(segments),
                top_level=post.parent is None,
                clauses=clauses[segment.sentence],
                question=sentence.rstrip(" \n)\"'”").endswith("?"),
                before=before,
                follows_quote=bisect_left(quoted, done) < bisect_right(quoted, segment.start),
                list_item=_ITEM.match(sentence) is not None,
            )
        )
        before, done = doc.text[segment.start : segment.end], segment.end
    return places


def segment_features(doc: Plain, text: str, segment: Segment, place: Place) -> list[float]:
    """Describe a segment with this text, in a fixed order."""
    span = doc[segment.first : segment.last]
    # Patterns look at the whole of any sentence and at the ends of a wall of text.
    head = (text if len(text) < 1_000 else text[:500] + text[-500:]).lower()
    words = [token for token in span if not token.is_space and not token.is_punct]
    count = len(words)
    return [
        *_shape(text, count),
        *_grammar(span, count),
        *_lexical(span, count),
        *_opening(words),
        *_placed(place, text, count),
        *(float(segment.connective == word) for word in _JOINED),
        *(float(pattern.search(head) is not None) for pattern in PATTERNS),
        *_imperative(words),
        *telling_features(span),
    ]


def _shape(text: str, count: int) -> list[float]:
    letters = sum(map(str.isalpha, text)) or 1
    links = text.count("://") + text.count("www.")
    bare = " ".join(word for word in text.split() if "://" not in word)
    return [
        math.log1p(count),
        *(float(count <= limit) for limit in (2, 3, 4, 5, 7, 10)),
        float(count > 25),
        float(links > 0),
        float(len(bare) < 0.5 * len(text)),
        float(text.rstrip(")\"”'").endswith("?")),
        float("?" in text),
        float(text.endswith("!")),
        float(text.endswith(":")),
        float(text.endswith(("...", "…"))),
        float(text.endswith(".")),
        float(text.startswith(("(", "["))),
        float(text.startswith(tuple(_QUOTES)) and text.rstrip(".!").endswith(tuple(_QUOTES))),
        float(any(char in text for char in '"“”')),
        float(any(map(str.isdigit, text))),
        float("%" in text or "$" in text),
        sum(map(str.isupper, text)) / letters,
        letters / max(len(text), 1),
        float(text[:1].islower()),
        float(any(mark in text for mark in (":)", ";)", ":D", ":P", "/s", "😂", "😀"))),
        float(any(char in text for char in "{}<>=`_\\")),
        float("(" in text),
        float(":" in text),
    ]


def _grammar(span: Stretch, count: int) -> list[float]:
    tags = [token.tag_ for token in span]
    deps = [token.dep_ for token in span]
    root = next((token for token in span if not span.start <= token.head.i < span.end), None)
    root = next((token for token in span if token.dep_ == "ROOT"), root)
    finite = any(tag in ("VBZ", "VBP", "VBD", "MD") for tag in tags)
    subject = any(dep in _SUBJECTS for dep in deps)
    own_subject = root is not None and any(child.dep_ in _SUBJECTS for child in root.children)
    past_self = any(
        token.lower_ in ("i", "we")
        and token.dep_ in _SUBJECTS
        and (token.head.tag_ in ("VBD",) or any(c.tag_ == "VBD" for c in token.head.children))
        for token in span
    )
    return [
        float(finite),
        float(subject),
        float(finite and subject),
        float(own_subject),
        float(root is not None and root.tag_ == "VB" and not own_subject),
        float(past_self),
        *(
            float(root is not None and root.pos_ == name)
            for name in ("VERB", "AUX", "NOUN", "PROPN")
        ),
        *(float(root is not None and root.tag_ == name) for name in ("VBD", "VBG", "UH")),
        *(min(tags.count(tag), 4) / 4 for tag in _TAGS),
        float("acomp" in deps or "attr" in deps),
        float("neg" in deps),
        float("relcl" in deps),
        float("ccomp" in deps),
        float("advcl" in deps),
        sum(tag.startswith("NNP") for tag in tags) / max(count, 1),
    ]


def _lexical(span: Stretch, count: int) -> list[float]:
    found = [0] * len(_CLASSES)
    early = [0] * len(_CLASSES)
    for number, token in enumerate(span):
        for place in _LEXICON.get(token.lower_.replace("’", "'"), ()):
            found[place] += 1
            early[place] |= number < 3
    return [*(min(value, 3) / 3 for value in found), *map(float, early)]


def _opening(words: Sequence[Word]) -> list[float]:
    opened = [0.0] * (len(_OPENINGS) + _SECOND)
    first, second = (_place(words, at) for at in (0, 1))
    if first is not None:
        opened[first] = 1.0
    if second is not None and second < _SECOND:
        opened[len(_OPENINGS) + second] = 1.0
    return opened


def _place(words: Sequence[Word], at: int) -> int | None:
    return _OPENING.get(words[at].lower_.replace("’", "'")) if at < len(words) else None


def _imperative(words: Sequence[Word]) -> list[float]:
    """Say whether a bare verb without a subject opens the segment."""
    for token in words[:3]:
        if token.tag_ in ("RB", "UH", "CC", "IN") or token.lower_ in ("please", "just"):
            continue
        bare = token.tag_ in ("VB", "VBP") and token.dep_ in ("ROOT", "conj", "advcl", "ccomp")
        subject = any(child.dep_ in _SUBJECTS for child in token.children)
        return [float(bare and not subject), float(token.tag_ == "VB")]
    return [0.0, 0.0]


def _placed(place: Place, text: str, count: int) -> list[float]:
    question = place.question
    return [
        float(place.number == 0),
        float(place.number == place.total - 1),
        float(place.total == 1),
        min(place.number, 10) / 10,
        math.log1p(place.total),
        place.number / max(place.total, 1),
        float(place.top_level),
        float(place.total == 1 and count < 6),
        float(place.clauses > 1),
        float(question),
        float(question and place.total == 1),
        float(question and place.top_level),
        float(place.before.endswith("?")),
        float(question and place.number == place.total - 1),
        float(question and place.number == 0),
        float(question and count < 6),
        float(place.follows_quote),
        float(place.list_item),
        float(place.before.endswith(":")),
    ]


def pack(rows: list[list[float]]) -> npt.NDArray[np.float32]:
    """Return features as a float32 matrix of shape (rows, features)."""
    return np.array(rows, dtype=np.float32) if rows else np.zeros((0, 0), dtype=np.float32)
