"""One small valid input (or a few) of every format, all of this project's own, to be mutated."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
for folder in ("formats", "read", "."):
    sys.path.insert(0, str(HERE.parent / folder))

import graphs  # noqa: E402
import test_chats_and_captions as chats  # noqa: E402
import test_documents_and_digests as documents  # noqa: E402
import test_formats_graph_xml as graph_xml  # noqa: E402
import test_formats_round_trip as trips  # noqa: E402
import test_fuzzed_shapes as pages  # noqa: E402
import test_hn_shapes as hn  # noqa: E402
import test_mail_messages as mail  # noqa: E402
import test_question_sites_and_videos as sites  # noqa: E402
from maps import rich_map  # noqa: E402

from argmap.read import archive  # noqa: E402
from argmap.read.source import Source  # noqa: E402
from argmap.write.obsidian import to_vault  # noqa: E402
from argmap.write.tables import to_tables, to_zip  # noqa: E402


@dataclass(frozen=True)
class Seed:
    """A file name, its bytes, and the reader or format that takes it."""

    file: str
    data: bytes
    reader: str


def seeds() -> list[Seed]:
    """Return them in a fixed order."""
    found = [Seed(f"x.{name}", _data(value), name) for name, value in sorted(graphs.ALL.items())]
    found.append(Seed("x.graphml", graph_xml.YED.encode(), "graphml"))
    found.append(Seed("x.gexf", GEXF.encode(), "gexf"))
    found.append(Seed("x.dot", trips.DOT.encode(), "dot"))
    found.append(Seed("x.parts", _parts(to_tables(rich_map())), "csv-graph"))
    found.append(Seed("x.parts", _parts(_some(to_vault(rich_map()))), "obsidian"))
    found.append(Seed("x.zip", to_zip(rich_map()), "csv-graph"))
    found += [
        Seed(name, make().encode(), "hn-page" if name.endswith("html") else "hn")
        for name, make in hn.SHAPES.items()
    ]
    found += [Seed("x.json", _data(value), name) for name, value in pages.SHAPES]
    found.append(Seed("x.json", _data({"items": [sites.QUESTION]}), "stack-exchange"))
    found.append(Seed("x.json", _data(REDDIT), "forum"))
    found.append(Seed("x.json", _data(DISCOURSE), "forum"))
    found.append(Seed("x.json", _data(LOBSTERS), "forum"))
    found.append(Seed("x.json", _data(chats.DAY), "chat"))
    found.append(Seed("x.vtt", chats.VTT.encode(), "captions"))
    found.append(Seed("x.eml", mail.REPLY.encode(), "mail"))
    found.append(Seed("x.mbox", mail.mbox(mail.HOT, mail.REPLY).encode(), "mail"))
    found += [Seed(f"x.{name}", text.encode(), reader) for name, text, reader in TEXTS]
    return found


def _data(value: Any) -> bytes:
    return (value if isinstance(value, str) else json.dumps(value)).encode("utf-8")


PART = b"%%%% "
"""Opens the name of a file where one input stands for a folder (``.parts``)."""


def opened(seed: Seed) -> Source:
    """Open an input as a user's file: parts and archives as the folders they stand for."""
    source = Source(seed.file, seed.data)
    if seed.file.endswith(".parts"):
        pieces = [part.partition(b"\n") for part in seed.data.split(PART) if part.strip()]
        members = tuple(Source(name.decode("utf-8", "replace"), text) for name, _, text in pieces)
        return Source(seed.file, members=members)
    return archive.unpacked(source) if archive.is_archive(source) else source


def _parts(files: Mapping[str, str]) -> bytes:
    return b"".join(
        PART + f"{name}\n{text}\n".encode("utf-8", "replace") for name, text in files.items()
    )


def _some(files: Mapping[str, str]) -> dict[str, str]:
    claims = [name for name in files if name.startswith("Claims/")]
    return {name: files[name] for name in ("Index.md", *claims[:6])}


GEXF = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph defaultedgetype="directed">
<attributes class="node"><attribute id="0" title="text" type="string"/></attributes>
<attributes class="edge"><attribute id="1" title="kind" type="string"/></attributes>
<nodes><node id="a" label="Cars out"><attvalues><attvalue for="0" value="Cars out of town"/>
</attvalues></node><node id="b" label="Air gets better"/></nodes>
<edges><edge id="e" source="b" target="a"><attvalues><attvalue for="1" value="supports"/>
</attvalues></edge></edges></graph></gexf>
"""

_COMMENT = {"author": "ada", "body": "A **deck** oven.\n\n> no", "id": "b", "name": "t1_b",
            "parent_id": "t3_a", "created_utc": 1700000000.0, "score": 3}  # fmt: skip
REDDIT: list[Any] = [
    {"kind": "Listing", "data": {"children": [{"kind": "t3", "data": {
        "id": "a", "name": "t3_a", "title": "Ovens?", "selftext": "Which &gt; one?",
        "permalink": "/r/x/comments/a/", "author": "bob"}}]}},
    {"kind": "Listing", "data": {"children": [{"kind": "t1", "data": {
        **_COMMENT, "replies": {"kind": "Listing", "data": {"children": [
            {"kind": "t1", "data": {**_COMMENT, "id": "c", "name": "t1_c", "parent_id": "t1_b",
                                    "replies": ""}},
            {"kind": "more", "data": {"id": "m", "count": 2, "children": ["d"]}}]}}}}]}},
]  # fmt: skip
DISCOURSE = {
    "id": 7, "title": "Ovens", "post_stream": {"posts": [
        {"id": 1, "post_number": 1, "username": "ada", "cooked": "<p>Which oven?</p>",
         "created_at": "2023-01-01T00:00:00.000Z"},
        {"id": 2, "post_number": 2, "username": "bob", "reply_to_post_number": 1,
         "cooked": "<aside class='quote'><blockquote>Which oven?</blockquote></aside><p>Deck.</p>"},
    ]},
}  # fmt: skip
LOBSTERS = {
    "short_id": "s", "title": "Ovens", "short_id_url": "https://lobste.rs/s/s", "comments": [
        {"short_id": "a", "comment": "<p>Deck.</p>", "parent_comment": None, "score": 2,
         "commenting_user": "ada", "created_at": "2023-01-01T00:00:00.000-06:00"},
        {"short_id": "b", "comment": "<p>No.</p>", "parent_comment": "a", "is_deleted": False,
         "commenting_user": {"username": "bob"}}],
}  # fmt: skip

TEXTS = [
    ("srt", "1\n00:00:01,000 --> 00:00:02,500\nADA: hot\n\n2\n00:00:03,000 --> 00:00:04,000\n"
            "BOB: not so hot, I think\n", "captions"),
    ("csv", 'id,text,parent,author,created,score\n1,"Too hot, I think",,ada,1700000000,3\n'
            "2,No,1,bob,2023-11-14T22:13:21+01:00,-1\n", "csv"),
    ("tsv", "comment-id\tagrees\tdisagrees\tmoderated\tcomment-body\n1\t2\t1\t1\tBread first\n"
            "2\t0\t4\t-1\tspam\n", "csv"),
    ("jsonl", '{"id": 1, "text": "a", "author": {"name": "x"}}\n{"id": 2, "parent": 1, '
              '"text": "<p>b</p>"}\n', "records"),
    ("json", '{"title": "Ovens", "comments": [{"body": "a", "replies": [{"body": "b"}]}]}',
     "records"),
    ("html", documents.ARTICLE, "article"),
    ("txt", documents.DIGEST, "digest"),
    ("md", documents.MARKDOWN_DIGEST, "digest"),
    ("txt", documents.TALK, "transcript"),
    ("txt", documents.INDENTED, "transcript"),
    ("md", "# Ovens\n\nA [deck](https://e.org/d) oven.\n\n> quoted\n\n    code\n\n1. one\n2. two\n"
           "\n| a | b |\n|---|---|\n| 1 | 2 |\n", "text"),
    ("txt", "Plain words.\n\nMore of them, “quoted” ones.\n", "text"),
]  # fmt: skip
