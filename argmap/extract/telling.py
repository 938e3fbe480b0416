"""Signs of the lived, counted and cited: tense, whose it is, names and numbers."""

from __future__ import annotations

from argmap.extract.plain import Stretch, Word

_ENTITIES = ("PERSON", "ORG", "GPE", "PRODUCT", "DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT",
             "MONEY", "QUANTITY", "NORP", "WORK_OF_ART")  # fmt: skip
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_MINE = frozenset({"i", "we", "my", "our", "me", "us", "myself"})
_PAST = frozenset({"was", "were", "did", "had"})
_PERFECT = frozenset({"have", "has", "had", "'ve", "’ve", "'s"})
_BE = frozenset({"is", "are", "was", "were", "'s", "’s", "'re", "am"})
_PROPER = ("NNP", "NNPS")


def telling_features(span: Stretch) -> list[float]:
    """Describe tense and subject of the main verb, and the names and numbers of a segment."""
    tokens = [token for token in span if not token.is_space]
    found = [token.ent_type_ for token in tokens if token.ent_iob_ == "B"]
    tags = [token.tag_ for token in tokens]
    past = sum(tag in ("VBD", "VBN") for tag in tags)
    present = sum(tag in ("VBZ", "VBP") for tag in tags)
    words = max(len(tokens), 1)
    return [
        *(float(name in found) for name in _ENTITIES),
        len(found) / 4,
        *_main_verb(next((token for token in span if _is_root(token, span)), None)),
        past / 4,
        present / 4,
        float(past > present),
        sum(tag in ("JJ", "RB", "JJR", "RBR", "JJS") for tag in tags) / words,
        sum(tag in _PROPER for tag in tags[1:]) / 4,
    ]


def _is_root(token: Word, span: Stretch) -> bool:
    return token.dep_ == "ROOT" or not span.start <= token.head.i < span.end


def _main_verb(root: Word | None) -> list[float]:
    """Say when the main verb happens and to whom."""
    children = list(root.children) if root is not None else []
    subject = next((child for child in children if child.dep_ in _SUBJECTS), None)
    helpers = {child.lower_ for child in children if child.dep_ in ("aux", "auxpass")}
    tag = root.tag_ if root is not None else ""
    whose = subject.lower_ if subject is not None else ""
    mine = subject is not None and (
        whose in _MINE or any(child.lower_ in _MINE for child in subject.children)
    )
    proper = subject is not None and subject.tag_ in _PROPER
    noun = subject is not None and subject.tag_ in ("NN", "NNS")
    they = whose in ("they", "he", "she")
    past = tag == "VBD" or bool(helpers & _PAST)
    perfect = tag == "VBN" and bool(helpers & _PERFECT)
    modal = any(child.tag_ == "MD" for child in children)
    being = root is not None and root.lower_ in _BE
    named = any(child.dep_ == "attr" and child.tag_.startswith("NN") for child in children)
    judged = any(child.dep_ == "acomp" for child in children)
    present = tag in ("VBP", "VBZ")
    return [
        float(each)
        for each in (
            past,
            past and mine,
            past and proper,
            past and they,
            past and noun,
            perfect,
            perfect and mine,
            modal,
            modal and mine,
            mine,
            mine and present,
            proper,
            proper and present,
            subject is not None and subject.tag_ == "PRP" and not mine,
            they,
            noun,
            being,
            being and named,
            being and judged,
            judged,
            tag == "VBG" and bool(helpers),
            any(child.dep_ in ("auxpass", "nsubjpass") for child in children),
            subject is None,
            whose == "there",
        )
    ]
