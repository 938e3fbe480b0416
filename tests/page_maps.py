"""Made-up maps of any size for the page's tests and benchmark: same arguments, same map."""

from __future__ import annotations

import random

from argmap.model import (
    Camp,
    Claim,
    Comparison,
    Coverage,
    Entity,
    Evidence,
    MapData,
    Mention,
    Point,
    Post,
    Quote,
    Relation,
    Section,
    Stance,
    Step,
    Summary,
    Theme,
    Thread,
)
from argmap.model.frames import fill, point_frame

SUBJECTS = ["static types", "the build cache", "YAML", "Pkl", "Dhall", "a small binary", "Apple"]
VERBS = ["is easier to read than", "breaks more often than", "costs less than", "hides", "needs"]
ENDS = [
    "once the file grows past a few screens",
    "and nobody on the team wants to own it",
    "because every tool already understands it",
    "even if the syntax looks strange on the first day",
]
HEADINGS = [
    "Why another configuration language",
    "Types, validation and errors that arrive early",
    "YAML: loved, hated, everywhere",
    "Tooling and editor support",
    "Who would adopt it, and who would not",
    "Speed and footprint",
    "Naming and first impressions",
    "Trust in the company behind it",
]


def made_map(
    claims: int = 600, themes: int = 7, seed: int = 3, extra: tuple[str, ...] = ()
) -> MapData:
    """Build a map with two claims a post; each of ``extra`` becomes a post and claim of its own."""
    dice = random.Random(seed)
    posts, made = _posts_and_claims(claims, extra, dice)
    stances, relations = _relations(posts, made, dice)
    groups = _themes(made, themes)
    sections = tuple(_section(theme, made, posts, dice) for theme in groups)
    authors = {post.author for post in posts}
    cited = {
        claim.rsplit("#", 1)[0] for s in sections for point in s.points for claim in point.claims
    }
    return MapData(
        thread=Thread("made:1", "A made-up discussion of configuration", tuple(posts)),
        claims=tuple(made),
        entities=tuple(Entity(f"e{n}", name) for n, name in enumerate(SUBJECTS)),
        stances=stances,
        loose_mentions={},
        relations=relations,
        comparisons=(Comparison("e2", "e3", "easier to read", "e3", made[0].id),),
        themes=groups,
        summary=Summary(
            headlines=tuple(section.points[0] for section in sections[:3]),
            sections=sections,
            coverage=Coverage(
                len(cited),
                len(authors),
                len(made),
                len(posts),
                len(authors),
                len(made),
                tuple(post.id for post in posts if post.id not in cited),
            ),
        ),
    )


def _sentence(dice: random.Random) -> str:
    a, b = dice.sample(SUBJECTS, 2)
    return f"{a[0].upper()}{a[1:]} {dice.choice(VERBS)} {b}, {dice.choice(ENDS)}."


def _posts_and_claims(
    count: int, extra: tuple[str, ...], dice: random.Random
) -> tuple[list[Post], list[Claim]]:
    texts = [(_sentence(dice), _sentence(dice)) for _ in range(count // 2)]
    texts += [(words,) for words in extra]
    posts: list[Post] = []
    claims: list[Claim] = []
    for number, sentences in enumerate(texts):
        name = str(1000 + number)
        parent = None if number % 6 == 0 else posts[dice.randrange(max(0, number - 30), number)].id
        text = "\n\n".join(sentences)
        posts.append(
            Post(
                name,
                text,
                parent,
                f"person{dice.randrange(max(3, count // 5))}",
                f"2024-02-0{1 + number % 9}T10:00:00+00:00",
                f"https://example.org/item?id={name}",
            )
        )
        start = 0
        for sentence in sentences:
            end = start + len(sentence)
            mentions = []
            for place, subject in enumerate(SUBJECTS):
                at = sentence.lower().find(subject.lower())
                if at >= 0:
                    tone = dice.choice(["positive", "negative", "neutral"])
                    mentions.append(
                        Mention(f"e{place}", start + at, start + at + len(subject), tone)
                    )
            claims.append(
                Claim(
                    f"{name}#{start}-{end}",
                    name,
                    start,
                    end,
                    sentence,
                    dice.choice(["claim", "claim", "claim", "evidence", "question", "proposal"]),
                    round(dice.uniform(0.4, 1), 2),
                    tuple(mentions),
                )
            )
            start = end + 2
    return posts, claims


def _relations(
    posts: list[Post], claims: list[Claim], dice: random.Random
) -> tuple[dict[str, Stance], tuple[Relation, ...]]:
    of_post: dict[str, list[Claim]] = {}
    for claim in claims:
        of_post.setdefault(claim.post, []).append(claim)
    stances: dict[str, Stance] = {}
    found = []
    for post in posts:
        if post.parent is None:
            continue
        kind = dice.choice(["supports", "contrasts", "none"])
        target = dice.choice(of_post[post.parent])
        why = (Evidence("opening", "No," if kind == "contrasts" else "Exactly"), Evidence("reply"))
        stances[post.id] = Stance(kind, 0.7, target.id, why)  # type: ignore[arg-type]
        if kind != "none":
            source = of_post[post.id][0]
            found.append(Relation(source.id, target.id, kind, "reply", 0.7, why))  # type: ignore[arg-type]
    return stances, tuple(found)


def _themes(claims: list[Claim], count: int) -> tuple[Theme, ...]:
    groups: list[list[str]] = [[] for _ in range(count)]
    for number, claim in enumerate(claims):
        # Uneven on purpose: the first theme is several times the last.
        groups[min(int((number * 7919 % 1000) ** 2 / 1e6 * count), count - 1)].append(claim.id)
    groups.sort(key=len, reverse=True)
    return tuple(
        Theme(
            f"t{n + 1}",
            HEADINGS[n % len(HEADINGS)] + (f" {n}" if n >= len(HEADINGS) else ""),
            ("types", "files"),
            tuple(names),
            tuple(
                Camp(f"t{n + 1}.{letter}", tuple(names[at::3])) for at, letter in enumerate("ab")
            ),
            tuple(f"e{m}" for m in range(4)),
            walk=_walk(names),
        )
        for n, names in enumerate(groups)
    )


def _walk(names: list[str]) -> tuple[Step, ...]:
    """Three branches: each claim after the first of a branch is reached from the one before."""
    return tuple(
        Step(name) if n % 4 == 0 else Step(name, "supports" if n % 2 else "similar", names[n - 1])
        for n, name in enumerate(names[:12])
    )


def _section(theme: Theme, claims: list[Claim], posts: list[Post], dice: random.Random) -> Section:
    by_id = {claim.id: claim for claim in claims}
    author = {post.id: post.author for post in posts}
    points = []
    for number in range(max(1, min(6, len(theme.claims) // 4))):
        chosen = theme.claims[number::8][:14]
        opposing = tuple(chosen[2::4])
        first = by_id[chosen[0]]
        voices = {author[by_id[name].post] for name in chosen}
        supports = len({author[by_id[name].post] for name in chosen if name not in opposing})
        contrasts = len({author[by_id[name].post] for name in opposing})
        frame = point_frame(["argue"], against=False, supports=supports, contrasts=contrasts)
        points.append(
            Point(
                text=fill(frame, [first.text]),
                frame=frame,
                quotes=(Quote(first.id, first.post, first.start, first.end, first.text),),
                claims=tuple(chosen),
                opposing=opposing,
                voices=len(voices),
                supports=supports,
                contrasts=contrasts,
                dissent=opposing[0] if opposing else None,
            )
        )
    return Section(theme.id, theme.heading, tuple(points))
