"""Each format with fields missing, doubled or of the wrong type: read or refused, no traceback."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.read import read

VALUE = (
    st.none() | st.booleans() | st.integers(-3, 9) | st.just(1e308) | st.text(max_size=8)
    | st.sampled_from(["1", "<1@x>", "a", "&gt; a", "<p>b", "2020-01-01", "[deleted]", "[]"])
)  # fmt: skip


def holds(thread) -> bool:
    """The promises of the model: unique ids, parents first, spans inside the text."""
    seen = {None}
    for post in thread.posts:
        assert post.parent in seen
        assert post.id not in seen
        seen.add(post.id)
        for span in (*post.quotes, *post.code, *post.links):
            assert 0 <= span.start < span.end <= len(post.text)
    return bool(thread.posts)


def survives(folder, data: bytes, *names: str | None) -> None:
    path = folder.getbasetemp() / "fuzzed"
    path.write_bytes(data)
    for name in (None, *names):
        try:
            assert holds(read(path, reader=name))
        except ArgmapError as error:
            assert "\n" not in str(error)


FIELDS = st.sampled_from(
    "From: From:=?utf-8?q?a?= From:=?x?z?a?= Date: Subject: Message-ID: In-Reply-To: References: "
    "Content-Type:text/html Content-Type:text/plain;charset=x "
    "Content-Type:multipart/mixed;boundary=b "
    "Content-Type:message/rfc822 Content-Transfer-Encoding:base64 "
    "Content-Transfer-Encoding:x-uuencode "
    "Content-Disposition: From".split()
)  # fmt: skip
LINES = st.sampled_from(
    [b"", b"> a", b"-- ", b"--b", b"--b--", b"On x wrote:", b"diff --git a b", b"\xe9 \xff", b" x",
     b"<p>&#0;<blockquote>a", b"-----Original Message-----", b"=?", b"Zm9v", b"begin 644 x"]
) | st.binary(max_size=12)  # fmt: skip


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.tuples(FIELDS, st.binary(max_size=12) | st.sampled_from([b"<1@x>", b"<2@x> <1@x>"])),
        max_size=6,
    ),
    st.lists(LINES, max_size=12),
    st.integers(1, 3),
)
def test_any_message_is_read_or_refused(tmp_path_factory, fields, lines, times):
    head = b"".join(field.encode() + b" " + value + b"\n" for field, value in fields)
    message = b"From x\nFrom: a\nDate: b\n" + head + b"\n" + b"\n".join(lines) + b"\n\n"
    survives(tmp_path_factory, message * times, "mail")
