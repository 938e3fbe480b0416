"""What changed, as lines for a reader: the same for text, Markdown, a terminal and the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from argmap.model import (
    Claim,
    Contest,
    DiffData,
    MapData,
    Point,
    Sides,
    ThemeChange,
    Voice,
)
from argmap.write.cite import quoted_claims, voiced
from argmap.write.digest import one_line, shorten

LIMIT = 10
"""Most lines of each part, by default."""
POINT = 240
"""Most characters of a point."""
NAMED = 4
"""Most names in a row."""
SIGN = {"new": "+", "gone": "−", "edited": "~", "renamed": "~", "contested": "!", "settled": "="}
THEME_SIGN = {"grew": "↑", "shrank": "↓", "split": "<", "merged": ">", "steady": "="}


@dataclass(frozen=True, slots=True)
class Line:
    """One change: a sign, what it is about, and who or where."""

    sign: str
    text: str
    """Words of our own and quoted ones, on one line; not escaped for any format."""
    note: str = ""
    url: str | None = None
    """Where the words stand."""
    about: tuple[str, str] | None = None
    """What of the new map it is about: claim, theme, entity or author, and its id."""


@dataclass(frozen=True, slots=True)
class Part:
    """Changes of one kind."""

    title: str
    lines: tuple[Line, ...]
    more: int = 0
    """How many lines are left out."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that is told of a comparison."""

    title: str
    counts: tuple[str, ...]
    parts: tuple[Part, ...]


def report(diff: DiffData, *, limit: int | None = LIMIT) -> Report:
    """Put a comparison into lines, what matters most to a reader first.

    Args:
        diff: The comparison.
        limit: Most lines of each part; None for all.
    """
    parts = (
        ("Themes", _themes(diff)),
        ("Points of the summary", _points(diff)),
        ("Newly contested", _contests(diff, "contested")),
        ("Settled", _contests(diff, "settled")),
        ("Stance changed", _stances(diff)),
        ("New claims", _claims(diff, "new")),
        ("Edited", _edited(diff)),
        ("Gone", _gone(diff)),
        ("New voices", map(_voice, diff.voices_new)),
        ("Voices no longer there", map(_voice, diff.voices_gone)),
        ("Things named", _entities(diff)),
    )
    told = []
    for title, lines in parts:
        found = tuple(lines)
        shown = found if limit is None else found[:limit]
        if found:
            told.append(Part(title, shown, len(found) - len(shown)))
    title = one_line(diff.new.thread.title) or diff.new.thread.id
    return Report(f"What changed: {title}", counts(diff), tuple(told))


def counts(diff: DiffData) -> tuple[str, ...]:
    """Return the sizes of both maps, a line each: ``posts 130 → 154 (+24, −1, ~2)``."""
    rows = (
        ("posts", len(_alive(diff.old)), len(_alive(diff.new)), diff.posts),
        ("claims", len(diff.old.claims), len(diff.new.claims), diff.claims),
        ("named things", len(diff.old.entities), len(diff.new.entities), diff.entities),
        ("points", _points_of(diff.old), _points_of(diff.new), diff.points),
    )
    found = []
    for what, before, after, changes in rows:
        kinds = [each.kind for each in changes]
        by_sign = [f"{sign}{kinds.count(kind)}" for kind, sign in SIGN.items() if kind in kinds]
        told = f" ({', '.join(by_sign)})" if by_sign else ""
        found.append(f"{what} {before} → {after}{told}")
    edges = len(diff.old.relations), len(diff.new.relations)
    return (*found, f"edges {edges[0]} → {edges[1]}")


def _alive(argument_map: MapData) -> list[str]:
    return [post.id for post in argument_map.thread.posts if post.state == "ok" and post.text]


def _points_of(argument_map: MapData) -> int:
    return sum(len(section.points) for section in argument_map.summary.sections)


def _themes(diff: DiffData) -> Iterator[Line]:
    before = {theme.id: theme.heading for theme in diff.old.themes}
    after = {theme.id: theme.heading for theme in diff.new.themes}
    order = sorted(diff.themes, key=lambda each: each.claims[0] - each.claims[1])
    for each in order:
        if each.kind == "steady":
            continue
        sign = SIGN.get(each.kind) or THEME_SIGN[each.kind]
        about = ("theme", each.new[0]) if each.new else None
        yield Line(sign, theme_words(each, before, after), _sizes(each), about=about)


def theme_words(change: ThemeChange, before: dict[str, str], after: dict[str, str]) -> str:
    """Say what became of a theme: ``“A” split into “A” and “B”``."""
    old = " and ".join(f"“{one_line(before[name])}”" for name in change.old)
    new = " and ".join(f"“{one_line(after[name])}”" for name in change.new)
    if change.kind == "split":
        return f"{old} split into {new}"
    if change.kind == "merged":
        return f"{old} merged into {new}"
    if change.kind in ("new", "gone"):
        return f"{new or old} is {change.kind}"
    return f"{new} {change.kind}" + (f", was {old}" if old != new else "")


def _sizes(change: ThemeChange) -> str:
    (was, now), (said, say) = change.claims, change.voices
    if change.kind == "new":
        return f"{now} claims, {voiced(say)}"
    if change.kind == "gone":
        return f"{was} claims, {voiced(said)}"
    return f"claims {was} → {now}, voices {said} → {say}"


def _points(diff: DiffData) -> Iterator[Line]:
    for each in diff.points:
        if each.kind == "new" and each.new:
            yield _point_line(diff.new, each.new, "+", voiced(each.new.voices))
    for each in diff.points:
        if each.kind == "gone" and each.old:
            line = _point_line(diff.old, each.old, "−", voiced(each.old.voices))
            yield replace(line, about=None)
    for each in diff.points:
        if each.kind == "kept" and each.old and each.new:
            was, now = each.old, each.new
            if (was.supports, was.contrasts) != (now.supports, now.contrasts):
                told = f"for {was.supports} → {now.supports}, against "
                told += f"{was.contrasts} → {now.contrasts}"
                yield _point_line(diff.new, now, "~", told)


def _point_line(argument_map: MapData, point: Point, sign: str, note: str) -> Line:
    known = argument_map.claim
    claims = [known[name] for name in quoted_claims(point)[:1] if name in known]
    if not claims:
        return Line(sign, shorten(point.text, POINT), note)
    url, about = _url(argument_map, claims[0]), ("claim", claims[0].id)
    return Line(sign, shorten(point.text, POINT), note, url, about)


def _contests(diff: DiffData, kind: str) -> Iterator[Line]:
    for each in diff.contests:
        if each.kind == kind:
            yield contest_line(diff, each)


def contest_line(diff: DiffData, contest: Contest) -> Line:
    """Quote what is contested or settled; the note says who is for and against, now and before."""
    note = sides_words(contest.before, contest.after)
    sign = SIGN[contest.kind]
    if contest.claim is not None:
        return _quote(diff.new, diff.new.claim[contest.claim], sign, note)
    assert contest.point is not None
    line = _point_line(diff.new, contest.point, sign, note)
    return replace(line, text=f"point: {line.text}")


def sides_words(before: Sides, after: Sides) -> str:
    """Say who is for and against, those who are new there marked with +.

    >>> sides_words(Sides(("ann",)), Sides(("ann",), ("bob",)))
    'for: ann; against: +bob'
    """
    told = []
    for word, was, now in (
        ("for", before.supports, after.supports),
        ("against", before.contrasts, after.contrasts),
    ):
        fresh = [f"+{name}" for name in now if name not in was]
        stayed = [name for name in now if name in was]
        left = [f"−{name}" for name in was if name not in now]
        if fresh or stayed or left:
            told.append(f"{word}: {_names([*fresh, *left, *stayed])}")
    return "; ".join(told)


def _names(names: list[str]) -> str:
    shown = ", ".join(one_line(name) for name in names[:NAMED])
    return shown + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")


def _stances(diff: DiffData) -> Iterator[Line]:
    for each in diff.stances:
        post = diff.new.thread.by_id[each.new]
        why = "after an edit" if each.edited else "read otherwise"
        text = f"{each.before} → {each.after}: “{shorten(post.text)}”"
        yield Line("~", text, f"{_who(diff.new, post.id)}, {why}", post.url)


def _claims(diff: DiffData, kind: str) -> Iterator[Line]:
    """Quote new claims, those that others answer most first."""
    answered: dict[str, int] = {}
    for relation in diff.new.relations:
        answered[relation.target] = answered.get(relation.target, 0) + 1
    found = [diff.new.claim[c.new] for c in diff.claims if c.kind == kind and c.new]
    for claim in sorted(found, key=lambda each: -answered.get(each.id, 0)):
        yield _claim_line(diff.new, claim, "+")


def _claim_line(argument_map: MapData, claim: Claim, sign: str) -> Line:
    note = _who(argument_map, claim.post)
    if claim.kind != "claim":
        note += f", {claim.kind}"
    return _quote(argument_map, claim, sign, note)


def _quote(argument_map: MapData, claim: Claim, sign: str, note: str) -> Line:
    about = ("claim", claim.id)
    return Line(sign, f"“{shorten(claim.text)}”", note, _url(argument_map, claim), about)


def _edited(diff: DiffData) -> Iterator[Line]:
    """Quote edited claims before and after, then edited posts none of whose claims changed."""
    told = set()
    for each in diff.claims:
        if each.kind in ("edited", "recut") and each.old and each.new:
            was, now = diff.old.claim[each.old], diff.new.claim[each.new]
            told.add(now.post)
            how = "" if each.kind == "edited" else ", cut elsewhere"
            line = _quote(diff.new, now, "~", _who(diff.new, now.post) + how)
            yield replace(line, text=f"“{shorten(was.text)}” → {line.text}")
    for post in diff.posts:
        if post.kind == "edited" and post.new not in told and post.new:
            found = diff.new.thread.by_id[post.new]
            note = f"{_who(diff.new, found.id)}, {post.similarity:.0%} the same"
            yield Line("~", f"post: “{shorten(found.text)}”", note, found.url)


def _gone(diff: DiffData) -> Iterator[Line]:
    for each in diff.claims:
        if each.kind == "gone" and each.old:
            line = _claim_line(diff.old, diff.old.claim[each.old], "−")
            yield replace(line, about=None)


def _voice(voice: Voice) -> Line:
    posts = f"{voice.posts} post" + ("" if voice.posts == 1 else "s")
    claims = f"{voice.claims} claim" + ("" if voice.claims == 1 else "s")
    about = ("author", voice.author)
    return Line("", one_line(voice.author), f"{posts}, {claims}", about=about)


def _entities(diff: DiffData) -> Iterable[Line]:
    for each in diff.entities:
        was = diff.old.entity[each.old].name if each.old else ""
        now = diff.new.entity[each.new].name if each.new else ""
        words = f"{was} → {now}" if was and now else was or now
        claims = f"{each.claims} claim" + ("" if each.claims == 1 else "s")
        about = ("entity", each.new) if each.new else None
        yield Line(SIGN[each.kind], one_line(words), claims, about=about)


def _who(argument_map: MapData, post: str) -> str:
    return one_line(argument_map.thread.by_id[post].author or f"post {post}")


def _url(argument_map: MapData, claim: Claim) -> str | None:
    return argument_map.thread.by_id[claim.post].url
