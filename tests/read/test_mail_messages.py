"""E-mail: threads by References, quotes marked, signatures cut, any charset."""

import pytest

from argmap.errors import BadSource
from argmap.read import read

HOT = """From: Ada Oven <ada@example.org>
Date: Tue, 5 May 2020 10:00:00 +0200
Subject: [bread] Heat
Message-ID: <1@x>

The oven must be hot, or the crust stays pale whatever
else you do about the steam and the time it has.

Ada
--\x20
Ada Oven, Baker
"""
REPLY = """From: =?iso-8859-1?q?Bj=F6rn?= <b@example.org>
Date: Tue, 5 May 2020 09:00:00 +0000
Subject: Re: [bread] Heat
Message-ID: <3@x>
In-Reply-To: <2@x>
References: <1@x> <2@x>
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

On Tue, 5 May 2020, Ada Oven wrote:
> The oven must be hot.

Not so: W=E4rme is enough.
"""


@pytest.fixture
def opened(tmp_path):
    def open_(data: str | bytes):
        path = tmp_path / "talk"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read(path)

    return open_


def quoted(post):
    return [post.text[span.start : span.end] for span in post.quotes]


def mbox(*messages: str) -> str:
    return "\n".join(f"From x Tue May  5 10:00:00 2020\n{message}" for message in messages)


def test_one_message_is_unwrapped_and_loses_its_signature(opened):
    thread = opened(HOT)
    post = thread.posts[0]
    assert (thread.id, thread.title) == ("mail:1@x", "Heat")
    assert (post.id, post.author, post.created) == ("1@x", "Ada Oven", "2020-05-05T08:00:00Z")
    assert "crust stays pale whatever else you do" in post.text
    assert post.text.endswith("the time it has.")
    assert [note.what for note in thread.notes] == ["signatures, left out"]


def test_mbox_threads_by_the_nearest_reference_that_is_here(opened):
    thread = opened(mbox(HOT, REPLY))
    assert [(post.id, post.parent, post.author) for post in thread.posts] == [
        ("1@x", None, "Ada Oven"), ("3@x", "1@x", "Björn"),
    ]  # fmt: skip
    assert any("message that is not here" in note.what for note in thread.notes)
    assert quoted(thread.posts[1]) == [
        "On Tue, 5 May 2020, Ada Oven wrote:\n> The oven must be hot."
    ]
    assert thread.posts[1].text.endswith("Not so: Wärme is enough.")


def test_line_of_prose_that_begins_with_from_opens_no_message(opened):
    message = HOT.replace("Ada\n", "\nFrom what I saw it does.\n\n>From here on too.\n")
    thread = opened(mbox(message, REPLY))
    assert len(thread.posts) == 2
    assert "From what I saw" in thread.posts[0].text
    assert "\n\nFrom here on too." in thread.posts[0].text


def test_folder_of_messages_is_in_order_of_time_and_copies_say_nothing_twice(tmp_path):
    for name, data in (("a", REPLY), ("b", HOT), ("c", HOT), ("index", "no mail")):
        (tmp_path / name).write_text(data, encoding="utf-8")
    thread = read(tmp_path)
    assert [(post.id, post.parent, bool(post.text)) for post in thread.posts] == [
        ("1@x", None, True), ("1@x#2", "1@x", False), ("3@x", "1@x", True),
    ]  # fmt: skip
    said = [note.what for note in thread.notes]
    assert "files that are no message, left out" in said
    assert "second copies of a message, kept in place without text" in said


def test_html_alone_is_cleaned_and_its_blockquote_marked(opened):
    head = HOT.partition("\n\n")[0] + "\nContent-Type: text/html; charset=utf-8\n\n"
    body = (
        "<p>No, <b>cold</b>.</p><div>On Monday Ada wrote:</div><blockquote>Hot ovens.</blockquote>"
    )
    post = opened(head + body).posts[0]
    assert post.text.startswith("No, cold.")
    assert " ".join(quoted(post)).split() == "On Monday Ada wrote: Hot ovens.".split()


def test_plain_part_is_preferred_and_attachments_are_not_read(opened):
    head = HOT.partition("\n\n")[0] + '\nContent-Type: multipart/mixed; boundary="b"\n\n'
    parts = [
        "Content-Type: text/plain\nContent-Disposition: attachment\n\nsecret",
        "Content-Type: text/html\n\n<p>page</p>",
        "Content-Type: text/plain\n\nwords",
    ]
    thread = opened(head + "".join(f"--b\n{part}\n" for part in parts) + "--b--\n")
    assert [post.text for post in thread.posts] == ["words"]


def test_patch_is_code_and_forwarded_message_a_quote(opened):
    head = HOT.partition("\n\n")[0]
    body = "Fixes it.\n---\n a.c | 2 +-\n\ndiff --git a/a.c b/a.c\n+x\n"
    patch = opened(f"{head}\n\n{body}").posts[0]
    assert patch.text[: patch.code[0].start].strip() == "Fixes it."
    forwarded = opened(f"{head}\n\nSee below.\n\n-----Original Message-----\nFrom: b\n\nHot.\n")
    assert "See below." not in "".join(quoted(forwarded.posts[0]))
    assert "Hot." in "".join(quoted(forwarded.posts[0]))


@pytest.mark.parametrize("charset", ["utf-8", "no-such-charset", "us-ascii", "%"])
def test_wrong_charset_still_reads(opened, charset):
    head = HOT.partition("\n\n")[0] + f"\nContent-Type: text/plain; charset={charset}\n\n"
    thread = opened(head.encode() + "Größere Öfen sind heiß, das ist wahr.".encode("cp1252"))
    assert "sind hei" in thread.posts[0].text


def test_parts_nested_without_end_keep_the_message(opened):
    head = HOT.partition("\n\n")[0]
    nest = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3_000)
    )
    thread = opened(f"{head}\n{nest}Content-Type: text/plain\n\nhi\n")
    assert thread.posts[0].author == "Ada Oven"


def test_no_message_is_refused_by_name(tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "x").write_text("nothing", encoding="utf-8")
    with pytest.raises(BadSource, match="no e-mail message"):
        read(tmp_path / "d", reader="mail")


@pytest.mark.shared
def test_real_mails_make_24_threads(shared):
    thread = read(shared / "threads" / "mail")
    assert len(thread.posts) == 53
    assert len(thread.replies[None]) == 24
    assert len({post.author for post in thread.posts}) == 16
    own = "\n".join(
        line
        for post in thread.posts
        for line in post.text.split("\n")
        if not post.quotes and not post.code
    )
    assert "PGP" not in own
    assert "\n>" not in own


@pytest.mark.parametrize(
    "ending",
    ["Cheers,\nAda", "-- Ada", "-ada", "Best regards,\n\nAda Oven", "Viele Grüße\nAda", "Thanks!"],
)
def test_closing_words_and_the_own_name_are_left_out(opened, ending):
    thread = opened(
        f"From: Ada Oven <ada@example.org>\nDate: x\nMessage-ID: <1@x>\n\nIt is hot.\n\n{ending}\n"
    )
    assert thread.posts[0].text == "It is hot."
    assert [note.what for note in thread.notes] == ["signatures, left out"]


@pytest.mark.parametrize("ending", ["Bob", "Thanks to Bob", "PS: Ada was here", "-- what Ada said"])
def test_other_short_endings_stay(opened, ending):
    thread = opened(
        f"From: Ada Oven <ada@example.org>\nDate: x\nMessage-ID: <1@x>\n\nIt is hot.\n\n{ending}\n"
    )
    assert thread.posts[0].text == f"It is hot.\n\n{ending}"
