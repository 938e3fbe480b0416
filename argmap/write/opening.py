"""What stands before the points: the discussion in numbers, and whose words open it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from argmap.model import Lead, LeadRole, MapData, Thread

TOLD: Mapping[LeadRole, str] = {"about": "About", "opens": "Opened with", "outcome": "Outcome"}
"""What stands before the words of a lead."""
_NOUN = {"digest": "entry", "document": "paragraph", "map": "statement"}
"""What a post is, where the discussion is no thread."""


@dataclass(frozen=True, slots=True)
class Told:
    """A lead as it is shown: what it tells, in whose words, and where they stand."""

    lead: Lead
    label: str
    author: str | None
    url: str | None

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.lead.quote.text

    @property
    def who(self) -> str:
        """The author, or the post where nobody is named."""
        return self.author or self.lead.quote.post


def told(argument_map: MapData) -> tuple[Told, ...]:
    """Return the leads of a map with author and address, in their order."""
    posts = argument_map.thread.by_id
    return tuple(
        Told(lead, TOLD[lead.role], posts[lead.quote.post].author, posts[lead.quote.post].url)
        for lead in argument_map.summary.leads
    )


def overview(argument_map: MapData) -> str:
    """Tell a discussion in numbers that anybody can count again from the map.

    Deleted posts count where the source keeps their place. Days are those of UTC. A reply takes
    a side where its stance is *supports* or *contrasts*. What is not known is left out; where
    nobody answers anybody (a digest, a document) no stances are counted.

    Returns:
        One line: ``154 comments by 51 authors, 2–5 February 2024. Of 340 replies read as
        taking a side, 240 disagree with what they answer or qualify it.``
    """
    thread = argument_map.thread
    authors = {post.author for post in thread.posts if post.author}
    line = _counted(len(thread.posts), _noun(thread))
    if authors:
        line += f" by {_counted(len(authors), 'author')}"
    days = _days(thread)
    parts = [f"{line}, {days}." if days else f"{line}."]
    if thread.kind == "thread":
        parts += _sides(argument_map)
    return " ".join(parts)


def _noun(thread: Thread) -> str:
    """Name what is counted: what all others answer is a post, and no comment."""
    opened = len(thread.replies.get(None, ())) == 1 < len(thread.posts)
    return _NOUN.get(thread.kind, "post" if opened else "comment")


def _sides(argument_map: MapData) -> list[str]:
    """Count the replies that take a side, and those of them that disagree."""
    stances = argument_map.stances
    replies = [p.id for p in argument_map.thread.posts if p.parent is not None]
    kinds = [stances[reply].kind for reply in replies if reply in stances]
    against, sided = kinds.count("contrasts"), len(kinds) - kinds.count("none")
    if not sided:
        return []
    if sided == 1:
        does = "disagrees" if against else "agrees"
        return [f"The one reply read as taking a side {does} with what it answers."]
    disagree = "none disagrees" if not against else f"{against:,} disagree"
    disagree = "1 disagrees" if against == 1 else disagree
    it_answers = "what it answers" if against < 2 else "what they answer"
    qualify = "" if not against else " or qualifies it" if against == 1 else " or qualify it"
    return [f"Of {sided:,} replies read as taking a side, {disagree} with {it_answers}{qualify}."]


def _counted(number: int, noun: str) -> str:
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else many}"


def _days(thread: Thread) -> str:
    """Name the first and the last day on which something was written; empty where unknown."""
    known = [day for post in thread.posts if (day := _day(post.created))]
    return span(min(known), max(known)) if known else ""


def _day(created: str | None) -> date | None:
    try:
        moment = datetime.fromisoformat(created or "")
    except ValueError:
        return None
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date()


_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def span(first: date, last: date) -> str:
    """Name a stretch of days as a reader would, saying nothing twice.

    >>> span(date(2024, 2, 2), date(2024, 2, 5))
    '2–5 February 2024'
    >>> span(date(2024, 2, 28), date(2024, 3, 3))
    '28 February – 3 March 2024'
    >>> span(date(2023, 12, 30), date(2024, 1, 2))
    '30 December 2023 – 2 January 2024'
    """
    whole = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return whole
    month = f" {_MONTHS[first.month - 1]}"
    if first.year != last.year:
        return f"{first.day}{month} {first.year} – {whole}"
    if first.month != last.month:
        return f"{first.day}{month} – {whole}"
    return f"{first.day}–{whole}"
