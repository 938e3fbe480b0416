"""Chats as people export them: Slack channels, Discord by DiscordChatExporter.

Shapes: https://slack.com/help/articles/220556107 and
https://github.com/Tyrrrz/DiscordChatExporter. Slack gives threads (a reply names the message that
opened its thread); Discord gives the message answered.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from argmap.errors import BadSource
from argmap.model import Thread
from argmap.read.assemble import Raw, Tally, as_id, as_int, as_time, assemble
from argmap.read.clean import Cleaned
from argmap.read.infer import with_parents
from argmap.read.markdown import clean_markdown
from argmap.read.source import Source

Json = dict[str, Any]
_ANGLED = re.compile(r"<([^<>\s|][^<>|]*)(?:\|([^<>]*))?>")
_EMOTE = re.compile(r"<a?(:\w+:)\d+>")
_DISCORD_SAID = frozenset({"Default", "Reply", "0", "19"})
_TS = re.compile(r"\d{1,12}\.\d{1,9}")


def recognises(source: Source) -> bool:
    """True for a Slack channel (a file, or the folder of its days) or a Discord export."""
    if source.members:
        days = [member for member in source.members if member.suffix == ".json"]
        return any(_safe_shape(day) == "slack" for day in days[:5])
    return _safe_shape(source) is not None


def read(source: Source) -> Thread:
    """Read the messages; joins, pins and other events are left out, and counted.

    Raises:
        BadSource: Broken JSON, or no message in it.
    """
    if not source.members and _shape(source.json) == "discord":
        return _discord(source, source.json)
    return _slack(source)


def _safe_shape(source: Source) -> str | None:
    try:
        return _shape(source.json) if source.looks_like_json else None
    except BadSource:
        return None


def _shape(value: Any) -> str | None:
    messages = value.get("messages") if isinstance(value, dict) else value
    if not isinstance(messages, list):
        return None
    first = [node for node in messages[:5] if isinstance(node, dict)]
    if any(_TS.fullmatch(str(node.get("ts"))) and "text" in node for node in first):
        return "slack"
    if isinstance(value, dict) and ("guild" in value or "channel" in value):
        return "discord" if any("content" in node for node in first) else None
    return None


def _slack(source: Source) -> Thread:
    tally = Tally()
    messages, names = _slack_content(source, tally)
    if not messages:
        raise BadSource(source.name, "", "no messages of a Slack channel in it")
    raws = []
    for node in messages:
        if node.get("subtype") not in (None, "thread_broadcast", "me_message", "bot_message"):
            tally.add("events that are no message, left out", str(as_id(node.get("ts"))))
            continue
        raws.append(_slack_post(node, names))
    return assemble(source, with_parents(raws), tally=tally)


def _slack_content(source: Source, tally: Tally) -> tuple[list[Json], dict[str, str]]:
    """Messages in order of time, once each, and the names of users."""
    found: list[Json] = []
    names: dict[str, str] = {}
    for part in source.members or (source,):
        if source.members and _safe_shape(part) != "slack" and part.stem != "users":
            tally.add("files that are no day of the channel, left out", part.name)
            continue
        value = part.json
        nodes = value.get("messages") if isinstance(value, dict) else value
        nodes = [n for n in nodes if isinstance(n, dict)] if isinstance(nodes, list) else []
        for node in nodes:
            person, name = as_id(node.get("user") or node.get("id")), _slack_name(node)
            if person and name:
                names.setdefault(person, name)
        found.extend(node for node in nodes if as_id(node.get("ts")) and "text" in node)
    found.sort(key=lambda node: _seconds(node.get("ts")))
    return found, names


def _seconds(ts: Any) -> float:
    return float(ts) if _TS.fullmatch(str(ts)) else 0.0


def _slack_name(node: Json) -> str | None:
    profile = node.get("user_profile") or node.get("profile") or {}
    if not isinstance(profile, dict):
        return None
    return as_id(profile.get("display_name")) or as_id(profile.get("real_name") or node.get("name"))


def _slack_post(node: Json, names: Mapping[str, str]) -> Raw:
    ts, thread = as_id(node.get("ts")), as_id(node.get("thread_ts"))
    user = as_id(node.get("user"))
    text = node.get("text")
    reactions = node.get("reactions")
    return Raw(
        ts,
        clean_slack(text if isinstance(text, str) else "", names),
        thread if thread != ts else None,
        names.get(user, user) if user else as_id(node.get("username") or node.get("bot_id")),
        as_time(ts),
        None,
        _reactions(reactions) if isinstance(reactions, list) else None,
    )


def clean_slack(text: str, names: Mapping[str, str]) -> Cleaned:
    """Text of Slack's *mrkdwn*: ``<@U1>``, ``<#C1|name>``, ``<url|text>``, ``*bold*``."""

    def angled(match: re.Match[str]) -> str:
        target, shown = match.group(1), match.group(2)
        if target.startswith("@"):
            return "@" + (shown or names.get(target[1:], target[1:]))
        if target.startswith("#"):
            return "#" + (shown or target[1:])
        if target.startswith("!"):
            return shown or "@" + target[1:].partition("^")[0]
        label = (shown or "").replace("[", "(").replace("]", ")")
        return f"[{label}]({target})" if label and " " not in target else f"<{target}>"

    # Slack escapes exactly & < >; the marks above are what stays unescaped.
    marked = html.unescape(_ANGLED.sub(angled, text))
    marked = re.sub(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])", r"**\1**", marked)
    return clean_markdown(marked, html=False, breaks=True)


def _reactions(found: Iterable[Any]) -> int | None:
    counts = [as_int(each.get("count")) or 0 for each in found if isinstance(each, dict)]
    return sum(counts) if counts else None


def _discord(source: Source, value: Json) -> Thread:
    tally = Tally()
    raws = list(_discord_posts(value.get("messages") or [], tally))
    if not raws:
        raise BadSource(source.name, "", "no messages of a Discord channel in it")
    channel = value.get("channel")
    channel = channel if isinstance(channel, dict) else {}
    name = as_id(channel.get("id"))
    return assemble(
        source,
        with_parents(raws),
        id=f"discord:{name}" if name else None,
        title=str(channel.get("name") or ""),
        tally=tally,
    )


def _discord_posts(nodes: Iterable[Any], tally: Tally) -> Iterator[Raw]:
    for node in nodes:
        if not isinstance(node, dict) or "content" not in node:
            tally.add("entries that are no message, skipped")
            continue
        if str(node.get("type", "Default")) not in _DISCORD_SAID:
            tally.add("events that are no message, left out", str(as_id(node.get("id"))))
            continue
        answered, author = node.get("reference"), node.get("author")
        content, reactions = node.get("content"), node.get("reactions")
        author = author if isinstance(author, dict) else {}
        yield Raw(
            as_id(node.get("id")),
            clean_markdown(
                _EMOTE.sub(r"\1", content) if isinstance(content, str) else "",
                html=False,
                breaks=True,
            ),
            as_id(answered.get("messageId")) if isinstance(answered, dict) else None,
            as_id(author.get("nickname") or author.get("name") or author.get("id")),
            as_time(node.get("timestamp")),
            None,
            _reactions(reactions) if isinstance(reactions, list) else None,
        )
