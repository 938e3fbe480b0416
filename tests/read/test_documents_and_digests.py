"""Texts without a reply structure: digests, documents, articles, transcripts."""

import pytest

from argmap.read import read

DIGEST = """Moving to sourdough

Why people switched

  • Many say the taste is better,
    and that it keeps for a week.
  • Some disagree: “it takes all day”.

Rye against wheat

  • Rye is praised as forgiving; wheat rises higher.
"""
MARKDOWN_DIGEST = """# Moving to sourdough

## Why people switched

- **Taste:** many say it is better,
  and that it keeps for a week.
- Some disagree.

## Rye against wheat

* Rye is [praised](https://e.org/rye) as forgiving.
"""
ARTICLE = """<!DOCTYPE html><html><head><title>Bread - Blog</title></head><body>
<nav><a href="/">Home</a> <a href="/about">About</a></nav>
<article><h1>On bread</h1><p>{0} First, the flour matters more than the oven does.</p>
<script>track("x")</script><h2>Water</h2><p>{0} Second, <a href="https://e.org/w">soft water</a>
is a myth.</p><blockquote>{0} Water is water, as a friend said.</blockquote></article>
<footer>Imprint</footer></body></html>""".format(
    "Nobody who bakes at home every week would say otherwise. " * 4
)
TALK = """ada: We should buy the deck oven.
bob: It is too big for the room.
ada: Then we move the table.
cyd: I agree with bob.
bob: Thanks.
"""
INDENTED = """ada: We should buy the deck oven.
  bob: It is too big.
    ada: Then we move the table.
  cyd: It is also dear.
"""


@pytest.fixture
def opened(tmp_path):
    def open_(text: str, name: str = "talk.txt", **options):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read(path, **options)

    return open_


def test_digest_has_a_post_for_each_bullet_under_its_heading(opened):
    thread = opened(DIGEST)
    assert (thread.kind, thread.title, thread.id) == (
        "digest", "Moving to sourdough", "file:talk.txt",
    )  # fmt: skip
    assert [(post.id, post.heading) for post in thread.posts] == [
        ("1", "Why people switched"),
        ("2", "Why people switched"),
        ("3", "Rye against wheat"),
    ]
    assert thread.posts[0].text == "Many say the taste is better, and that it keeps for a week."
    assert {post.author for post in thread.posts} == {None}


def test_markdown_digest_reads_the_same_way(opened):
    thread = opened(MARKDOWN_DIGEST, "notes.md")
    assert (thread.kind, thread.title) == ("digest", "Moving to sourdough")
    assert thread.posts[0].text == "Taste: many say it is better, and that it keeps for a week."
    assert thread.posts[2].text == "Rye is praised as forgiving."
    assert thread.posts[2].links[0].url == "https://e.org/rye"
    assert thread.posts[2].heading == "Rye against wheat"


def test_text_with_one_short_list_is_no_digest(opened):
    prose = "A long paragraph about bread that goes on, and on, and says a great deal. " * 5
    thread = opened(f"Bread\n\n{prose}\n\n- flour\n- water\n- salt\n")
    assert thread.kind == "document"


def test_plain_text_has_a_post_for_each_paragraph(opened):
    thread = opened("First point,\nsecond line.\n\n\nSecond point.\n")
    assert thread.kind == "document"
    assert [post.text for post in thread.posts] == ["First point,\nsecond line.", "Second point."]
    assert thread.title == "talk"


def test_hard_wrapped_lines_are_joined(opened):
    line = "This line is of the usual length of a letter"
    assert opened(f"{line}\n{line}\nend.\n").posts[0].text == f"{line} {line} end."


def test_markdown_blocks_keep_headings_quotes_and_code(opened):
    thread = opened("# Bread\n\nOwn *words*.\n\n## Loaf\n\n> Quoted.\n\n```\nx = 1\n```\n", "a.md")
    assert thread.title == "Bread"
    own, quote, code = thread.posts
    assert (own.text, own.heading) == ("Own words.", None)
    assert quote.text[quote.quotes[0].start : quote.quotes[0].end] == "Quoted."
    assert (code.text, code.heading, len(code.code)) == ("x = 1", "Loaf", 1)


def test_article_gives_its_main_content(opened):
    thread = opened(ARTICLE, "page.html")
    texts = [post.text for post in thread.posts]
    assert thread.kind == "document"
    assert thread.title == "On bread"
    assert len(texts) == 3
    assert texts[0].endswith("the flour matters more than the oven does.")
    assert not any("track" in text or "Imprint" in text for text in texts)
    assert thread.posts[1].heading == "Water"
    assert thread.posts[1].links[0].url == "https://e.org/w"
    assert thread.posts[2].quotes


def test_bare_page_gives_all_of_its_text(opened):
    thread = opened("<html><body>One.<p>Two.</p></body></html>", "page.html")
    assert [post.text for post in thread.posts] == ["One.", "Two."]


def test_transcript_has_its_speakers(opened):
    thread = opened(TALK)
    assert thread.kind == "thread"
    assert [post.author for post in thread.posts] == ["ada", "bob", "ada", "cyd", "bob"]
    assert thread.posts[1].text == "It is too big for the room."


def test_indented_turns_answer_the_turn_they_stand_under(opened):
    assert [post.parent for post in opened(INDENTED).posts] == [None, "1", "2", "1"]


@pytest.mark.parametrize("text", ["Note: one thing.\nDate: today.\nTo: you.\n", "a: b\n\nc.\n"])
def test_labels_are_no_speakers(opened, text):
    assert opened(text).kind == "document"


def test_times_in_brackets_are_no_json(opened):
    thread = opened(
        "[12:30] ada: hello there\n[12:31] bob: hi\n[12:32] ada: so\n[12:33] bob: yes\n"
    )
    assert [post.author for post in thread.posts] == ["ada", "bob", "ada", "bob"]


def test_name_of_a_reader_overrides_the_content(opened):
    assert opened(DIGEST, reader="text").kind == "document"


def test_footnotes_of_a_digest_are_no_points(opened):
    text = (
        "# Ovens\n\n<https://e.org/t>\n\n## Heat\n\n- A deck oven is hot.[^1]\n"
        "- It is slow.[^note]\n- It is dear.\n\n"
        "[^1]: ada [c1](https://e.org/1)\n    and more\n[^note]: bob\n"
    )
    thread = opened(text, "ovens.md")
    assert thread.title == "Ovens"
    assert [post.text for post in thread.posts if post.heading == "Heat"] == [
        "A deck oven is hot.", "It is slow.", "It is dear.",
    ]  # fmt: skip
    assert {note.what: note.count for note in thread.notes}["footnotes, left out"] == 2
