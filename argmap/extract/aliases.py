"""One entity per thing: the forms of a name brought together under its canonical name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from argmap.extract.gazetteer import Entry, Gazetteer, squeeze
from argmap.extract.names import Candidate, group_key, is_cased
from argmap.model import Entity

KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "PRODUCT": "product",
    "WORK_OF_ART": "work",
    "LANGUAGE": "language",
}
VERSION = re.compile(r"(?:\s+v?|-?v?)\d+(?:\.\w+)*(?:\.x)?$|\s+v\d+$", re.IGNORECASE)
LONG = 10
"""Letters of a name in which one slip is forgiven."""
LANGUAGE_TAIL = re.compile(r"[\s-]?lang(?:uage)?$")


@dataclass
class Group:
    """Mentions of one thing."""

    key: str
    entry: Entry | None = None
    forms: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    kind: str | None = None
    """Given by the user's patterns."""
    name: str | None = None
    """Given by the user's patterns."""

    @property
    def count(self) -> int:
        """Number of mentions."""
        return sum(self.forms.values())

    def absorb(self, other: Group) -> None:
        """Take over the mentions of another group."""
        self.forms.update(other.forms)
        self.labels.update(other.labels)
        self.entry = self.entry or other.entry


def squash(key: str) -> str:
    """Drop what separates the parts of a name: ``tree-sitter`` and ``treesitter`` are one."""
    return re.sub(r"[\s\-_.']", "", key)


def merge_forms(
    candidates: Iterable[Candidate], gazetteer: Gazetteer, texts: Sequence[str]
) -> tuple[dict[str, Group], dict[str, str]]:
    """Group mentions, then join groups that name the same thing.

    Returns:
        Groups by key, and for every starting key the key of the group it ended in.
    """
    groups: dict[str, Group] = {}
    for one in candidates:
        group = groups.setdefault(group_key(one), Group(group_key(one), one.entry))
        group.forms[one.surface] += 1
        if one.own:
            group.name, group.kind = one.own
        if one.label:
            group.labels[one.label] += 1
    into = find_merges(groups, gazetteer)
    for short, long in sorted(defined_acronyms(texts, groups).items()):
        link(into, short, long)
    home = {key: final(into, key) for key in sorted(groups)}
    for key, end in home.items():
        if key != end:
            groups[end].absorb(groups[key])
    return {key: group for key, group in groups.items() if home[key] == key}, home


def final(into: Mapping[str, str], key: str) -> str:
    """Return the group that a group ends in."""
    while key in into:
        key = into[key]
    return key


def link(into: dict[str, str], key: str, target: str) -> None:
    """Let a group go into another, unless that one already goes into it."""
    if key not in into and final(into, target) != key:
        into[key] = target


def find_merges(groups: Mapping[str, Group], gazetteer: Gazetteer) -> dict[str, str]:
    """Return which group goes into which, for groups the gazetteer does not know."""
    unknown = sorted(key for key, group in groups.items() if group.entry is None and not group.name)
    ranked = sorted(groups, key=lambda key: (groups[key].entry is None, -groups[key].count, key))
    squashed: dict[str, str] = {}
    for key in ranked:
        squashed.setdefault(squash(key), key)
    people, by_start = full_names(groups), names_by_start(groups)
    into: dict[str, str] = {}
    for key in unknown:
        target = known_target(key, groups, gazetteer)
        if target is None and len(squash(key)) >= 4 and squashed[squash(key)] != key:
            target = squashed[squash(key)]
        owners = people.get(key, []) if target is None else []
        if len(owners) == 1:
            target = owners[0]
        target = target or misspelling(key, groups, by_start)
        if target is not None:
            link(into, key, target)
    return into


def known_target(key: str, groups: Mapping[str, Group], gazetteer: Gazetteer) -> str | None:
    """Resolve plurals, versions and “X language” to the name they are made from."""
    stems = [VERSION.sub("", key), LANGUAGE_TAIL.sub("", key), key.removesuffix("s")]
    for stem in stems:
        if stem == key or len(stem) < 2:
            continue
        if stem in groups:
            return stem
        entry = gazetteer.look_up(stem) or gazetteer.look_up(stem.upper())
        if entry is not None and squeeze(entry.name) in groups:
            return squeeze(entry.name)
    return None


def full_names(groups: Mapping[str, Group]) -> dict[str, list[str]]:
    """Return the full names of people that have a word as first or last name."""
    found: dict[str, list[str]] = {}
    for key in sorted(groups):
        group, words = groups[key], key.split()
        known = group.entry is not None and group.entry.kind == "person"
        if len(words) > 1 and (group.labels["PERSON"] or known):
            for word in sorted({words[0], words[-1]}):
                found.setdefault(word, []).append(key)
    return found


def names_by_start(groups: Mapping[str, Group]) -> dict[str, list[str]]:
    """Return the keys of long names by their first two letters."""
    found: dict[str, list[str]] = {}
    for key in sorted(groups):
        if len(key) >= LONG - 2:
            found.setdefault(key[:2], []).append(key)
    return found


def misspelling(
    key: str, groups: Mapping[str, Group], by_start: Mapping[str, list[str]]
) -> str | None:
    """Resolve a slip in a long name (one in ten letters) to its more frequent spelling."""
    if len(key) < LONG:
        return None
    slips = len(key) // LONG
    near = [
        (OSA.distance(key, other, score_cutoff=slips), other)
        for other in by_start.get(key[:2], ())
        if other != key and groups[other].count > groups[key].count
    ]
    close = sorted(pair for pair in near if pair[0] <= slips)
    return close[0][1] if close else None


def defined_acronyms(texts: Iterable[str], groups: Mapping[str, Group]) -> dict[str, str]:
    """Find “Foo Bar Baz (FBB)”, where both are named.

    Source: Schwartz & Hearst 2003, doi:10.1142/9789812776303_0042, narrowed to initials.
    """
    found: dict[str, str] = {}
    for text in texts:
        for match in re.finditer(r"(?<![\w-])((?:[\w-]{1,40} ){2,6})\(([A-Z]{2,6})s?\)", text):
            short = match.group(2)
            words = match.group(1).split()[-len(short) :]
            long = squeeze(" ".join(words))
            initials = "".join(word[0] for word in words).upper()
            if initials == short and long in groups and short.casefold() in groups:
                found.setdefault(short.casefold(), long)
    return found


def to_entities(groups: Mapping[str, Group]) -> tuple[tuple[Entity, ...], dict[str, str]]:
    """Return entities by id, and the id of each group."""
    ids: dict[str, str] = {}
    entities: list[Entity] = []
    taken: set[str] = set()
    for key in sorted(groups):
        group = groups[key]
        name = group.name or (group.entry.name if group.entry else usual_form(group))
        slug = unique(slug_of(name), taken)
        taken.add(slug)
        ids[key] = slug
        entities.append(
            Entity(
                id=slug,
                name=name,
                kind=group.kind or (group.entry.kind if group.entry else kind_of(name, group)),
                aliases=tuple(sorted(form for form in group.forms if form != name)),
                same_as=group.entry.same_as if group.entry else (),
            )
        )
    return tuple(sorted(entities, key=lambda entity: entity.id)), ids


def usual_form(group: Group) -> str:
    """Return the most frequent cased form; the full one of people and of acronyms."""
    cased = [form for form in group.forms if is_cased(form)] or list(group.forms) or [group.key]
    full = [form for form in cased if " " in form]
    if full and (group.labels["PERSON"] or any(form in initials(full) for form in cased)):
        cased = full
    return min(cased, key=lambda form: (-group.forms[form], form))


def initials(forms: Iterable[str]) -> set[str]:
    """Return the acronyms of names of several words."""
    return {"".join(word[0] for word in form.split()).upper() for form in forms}


def kind_of(name: str, group: Group) -> str:
    """Guess the kind from NER labels; one word the NER calls a person is too often a product."""
    votes = Counter(
        {KINDS[label]: n for label, n in sorted(group.labels.items()) if label in KINDS}
    )
    if not votes:
        return "other"
    kind, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
    sure = count * 2 > sum(group.forms.values())
    if kind == "person":
        return kind if re.fullmatch(r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]*)+", name) else "other"
    return kind if sure else "other"


def slug_of(name: str) -> str:
    """Return a slug that keeps C, C++ and C# apart.

    >>> [slug_of(name) for name in ("C", "C++", "C#", ".NET", "Pokémon")]
    ['c', 'c-plus-plus', 'c-sharp', 'dot-net', 'pokemon']
    """
    text = name.casefold().replace("+", " plus ").replace("#", " sharp ")
    text = re.sub(r"^\.", "dot ", text)
    plain = unicodedata.normalize("NFKD", text)
    slug = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c)))
    return slug.strip("-") or "-".join(f"u{ord(char):x}" for char in name)


def unique(slug: str, taken: set[str]) -> str:
    """Add a number to a slug that is taken."""
    if slug not in taken:
        return slug
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
