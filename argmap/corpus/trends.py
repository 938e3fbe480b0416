"""What is said of an entity over time, for and against, and which entities rise."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from argmap.corpus.joined import hubs_by_name, read
from argmap.corpus.sql import Rows
from argmap.errors import CorpusError, UnknownName

if TYPE_CHECKING:
    import pyarrow as pa

By = Literal["week", "month", "year"]
PRIOR = 100.0
"""Claims that the prior of :func:`risers` weighs: rare names need more than one to rise."""


@dataclass(frozen=True, slots=True)
class Period:
    """A week (from Monday), month or year."""

    start: date
    claims: int
    """Claims that name the entity."""
    positive: int
    """Those that speak for it more often than against it."""
    negative: int
    neutral: int
    voices: int
    """Distinct authors of them."""
    discussions: int
    all_claims: int
    """Claims of the whole corpus in that time."""


@dataclass(frozen=True, slots=True)
class Trend:
    """An entity over time."""

    hub: str
    name: str
    by: By
    periods: tuple[Period, ...]
    """Without gaps: a time in which nobody names it has zeros."""
    undated: int
    """Claims that name it in posts without a time."""

    def rows(self) -> Rows:
        """Return it as rows, to print or write."""
        columns = ("start", *(name for name in asdict(self.periods[0]) if name != "start"))
        rows = tuple(tuple(asdict(each)[name] for name in columns) for each in self.periods)
        return Rows(columns, rows)


@dataclass(frozen=True, slots=True)
class Riser:
    """An entity that is named more often of late."""

    hub: str
    name: str
    before: int
    """Claims that name it, before."""
    recent: int
    """Claims that name it, in the recent periods."""
    share_before: float
    """Of all claims of that time."""
    share_recent: float
    score: float
    """Standard errors by which its log-odds rose."""
    positive: int
    """Recent claims for it."""
    negative: int


def trend(tables: Path, entity: str, by: By = "month") -> Trend:
    """Count the claims that name an entity, by time.

    Args:
        tables: The folder ``tables`` of a corpus.
        entity: Its name, an alias, or the id of its hub; of several, the most named.
        by: Length of a period.

    Raises:
        UnknownName: No such entity; names those that look alike.
        CorpusError: No post that names it has a time.
    """
    hubs = read(tables, "hubs").to_pylist()
    hub = _meant(entity, hubs)
    (name,) = (row["name"] for row in hubs if row["hub"] == hub)
    rows = _by_time(_timed(_naming(tables, hub), by))
    total = _all_claims(tables, by)
    found = {row["period"]: row for row in rows if row["period"] is not None}
    undated = sum(row["claims"] for row in rows if row["period"] is None)
    if not found:
        raise CorpusError(f"{name}: none of the posts that name it has a time.")
    starts = _without_gaps(min(found), max(found), by)
    periods = tuple(_period(start, found.get(start), total.get(start, 0)) for start in starts)
    return Trend(hub, name, by, periods, undated)


def risers(
    tables: Path, *, by: By = "month", recent: int = 3, top: int = 20
) -> tuple[list[Riser], date, date]:
    """Find the entities whose share of all claims rose most, against all time before.

    The score is the z-score of the log-odds ratio with a prior in proportion to how often each
    entity is named at all, so that neither rare names nor mere growth of a forum come up.

    Args:
        tables: The folder ``tables`` of a corpus.
        by: Length of a period.
        recent: How many of the last periods count as recent.
        top: Most entities to return.

    Returns:
        Risers, steepest first; and the first days of the recent and of the last period.

    Raises:
        CorpusError: There is no time before, or none at all.

    Source: Monroe, Colaresi & Quinn 2008, Fightin' Words, doi:10.1093/pan/mpn018.
    """
    total = _all_claims(tables, by)
    if not total:
        raise CorpusError("None of the posts has a time.")
    starts = _without_gaps(min(total), max(total), by)
    if len(starts) <= recent:
        raise CorpusError(
            f"All lies within {len(starts)} {by}(s): nothing before the recent {recent}. "
            "Choose fewer with --recent, or a shorter --by."
        )
    border = starts[-recent]
    names = {row["hub"]: row["name"] for row in read(tables, "hubs", ["hub", "name"]).to_pylist()}
    counts: dict[str, list[int]] = {}
    for row in _by_time(_timed(_naming(tables), by)):
        if row["period"] is not None:
            own = counts.setdefault(row["hub"], [0, 0, 0, 0])
            late = row["period"] >= border
            own[late] += row["claims"]
            own[2] += row["positive"] if late else 0
            own[3] += row["negative"] if late else 0
    before = sum(number for start, number in total.items() if start < border)
    after = sum(number for start, number in total.items() if start >= border)
    found = [
        Riser(hub, names[hub], old, new, old / max(before, 1), new / max(after, 1), score, yes, no)
        for hub, (old, new, yes, no) in counts.items()
        if (score := _score(old, before, new, after)) > 0
    ]
    found.sort(key=lambda riser: (-riser.score, riser.hub))
    return found[:top], border, starts[-1]


def riser_rows(found: list[Riser]) -> Rows:
    """Return risers as rows, to print or write."""
    columns = tuple(Riser.__dataclass_fields__)
    values = (asdict(each).values() for each in found)
    rounded = (tuple(round(v, 5) if isinstance(v, float) else v for v in row) for row in values)
    return Rows(columns, tuple(rounded))


def _meant(entity: str, hubs: list[dict[str, Any]]) -> str:
    known = hubs_by_name(hubs)
    found = known.get(entity.casefold())
    if found:
        return found[0]
    from rapidfuzz import process

    names = {row["name"] for row in hubs}
    close = [name for name, *_ in process.extract(entity, sorted(names), limit=5)]
    raise UnknownName("entity", entity, close, "These look most alike.")


def _naming(tables: Path, hub: str | None = None) -> pa.Table:
    """Return one row for each claim and hub it names: time, voice, and a sign."""
    import pyarrow.compute as pc

    links = read(tables, "entity_hubs")
    if hub is not None:
        links = links.filter(pc.field("hub") == hub)
    columns = ["discussion", "entity", "post", "claim", "polarity", "author", "created"]
    mentions = read(tables, "mentions", columns).filter(~pc.field("claim").is_null())
    joined = mentions.join(links, keys=["discussion", "entity"], join_type="inner")
    sign = pc.subtract(
        pc.cast(pc.equal(joined["polarity"], "positive"), "int64"),
        pc.cast(pc.equal(joined["polarity"], "negative"), "int64"),
    )
    alone = pc.binary_join_element_wise(joined["discussion"], joined["post"], " ")
    voice = pc.coalesce(joined["author"], alone)
    joined = joined.append_column("sign", sign).append_column("voice", voice)
    return joined.group_by(["hub", "discussion", "claim"]).aggregate(
        [("sign", "sum"), ("created", "min"), ("voice", "min")]
    )


def _timed(claims: pa.Table, by: By) -> pa.Table:
    import pyarrow.compute as pc

    return (
        claims.append_column("period", _floor(claims["created_min"], by))
        .append_column("positive", pc.cast(pc.greater(claims["sign_sum"], 0), "int64"))
        .append_column("negative", pc.cast(pc.less(claims["sign_sum"], 0), "int64"))
    )


def _floor(times: Any, by: By) -> Any:
    import pyarrow.compute as pc

    return pc.floor_temporal(times, unit=by, week_starts_monday=True)


def _by_time(claims: pa.Table) -> list[dict[str, Any]]:
    grouped = claims.group_by(["hub", "period"]).aggregate(
        [
            ("claim", "count"),
            ("positive", "sum"),
            ("negative", "sum"),
            ("voice_min", "count_distinct"),
            ("discussion", "count_distinct"),
        ]
    )
    return [
        {
            "hub": row["hub"],
            "period": _day(row["period"]),
            "claims": row["claim_count"],
            "positive": row["positive_sum"],
            "negative": row["negative_sum"],
            "voices": row["voice_min_count_distinct"],
            "discussions": row["discussion_count_distinct"],
        }
        for row in grouped.to_pylist()
    ]


def _all_claims(tables: Path, by: By) -> dict[date, int]:
    times = read(tables, "claims", ["created"])
    floors = _floor(times["created"], by)
    return {
        day: each["counts"]
        for each in floors.value_counts().to_pylist()
        if (day := _day(each["values"])) is not None
    }


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def _without_gaps(first: date, last: date, by: By) -> list[date]:
    """Return the first days of all periods from one to another.

    >>> [day.isoformat() for day in _without_gaps(date(2023, 12, 1), date(2024, 2, 1), "month")]
    ['2023-12-01', '2024-01-01', '2024-02-01']
    """
    found = [first]
    while found[-1] < last:
        day = found[-1]
        if by == "week":
            found.append(day + timedelta(days=7))
        elif by == "year":
            found.append(date(day.year + 1, 1, 1))
        else:
            found.append(date(day.year + day.month // 12, day.month % 12 + 1, 1))
    return found


def _period(start: date, row: dict[str, Any] | None, total: int) -> Period:
    if row is None:
        return Period(start, 0, 0, 0, 0, 0, 0, total)
    positive, negative = row["positive"], row["negative"]
    neutral = row["claims"] - positive - negative
    counts = (row["claims"], positive, negative, neutral, row["voices"], row["discussions"])
    return Period(start, *counts, total)


def _score(old: int, before: int, new: int, after: int) -> float:
    share = (old + new) / max(before + after, 1)
    here, there = PRIOR * share, PRIOR * (1 - share)
    odds_new = math.log((new + here) / (after - new + there))
    odds_old = math.log((old + here) / (before - old + there))
    return (odds_new - odds_old) / math.sqrt(1 / (new + here) + 1 / (old + here))
