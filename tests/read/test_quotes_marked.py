"""Quoted words are marked, so that no later stage takes them for the author's."""

import pytest

from argmap.model import Post, Span
from argmap.read.clean import clean_html, clean_text
from argmap.read.quotes import merged, with_repeated


def quoted(text: str) -> list[str]:
    cleaned = clean_text(text)
    return [cleaned.text[q.start : q.end] for q in cleaned.quotes]


def test_paragraph_that_opens_with_a_mark_is_a_quote():
    assert quoted("> You said so\n\nI did not.") == ["> You said so"]


def test_of_a_mixed_paragraph_only_the_marked_lines_are():
    assert quoted("Well:\n> one\n>two\nno") == ["> one", ">two"]


@pytest.mark.parametrize("text", [">90% of them agree", ">= 3 is enough", "a > b", "-> go on"])
def test_greater_than_is_no_quote(text):
    assert quoted(text) == []


def test_block_quote_is_marked():
    cleaned = clean_html("<blockquote><p>Yours.</p><p>Too.</p></blockquote><p>Mine.</p>")
    assert cleaned.quotes == (Span(0, len("Yours.\n\nToo.")),)
    assert cleaned.text.endswith("Mine.")


def test_marks_inside_code_are_no_quotes():
    cleaned = clean_html("<pre><code>&gt; run</code></pre>")
    assert cleaned.quotes == ()


@pytest.mark.parametrize(
    "markup",
    [
        "<i>the oven is far too hot</i><p>Is it?",
        "<i>The oven is far too hot.</i><p>Is it?",
        "&quot;the oven is far too hot&quot;<p>Is it?",
        "<i>the oven ... far too hot for bread</i><p>Is it?",
    ],
)
def test_italic_or_marked_paragraph_that_repeats_the_parent_is_a_quote(markup):
    parent = Post("1", "I think the oven is far too hot for bread.")
    body = clean_html(markup)
    post = with_repeated(Post("2", body.text, "1"), body.emphasis, parent)
    assert [post.text[q.start : q.end] for q in post.quotes] == [body.text.split("\n")[0]]


def test_italic_paragraph_with_own_words_is_no_quote():
    body = clean_html("<i>nothing of the sort was ever said</i>")
    parent = Post("1", "I think the oven is far too hot for bread.")
    assert with_repeated(Post("2", body.text, "1"), body.emphasis, parent).quotes == ()


def test_overlapping_spans_are_joined():
    assert merged([Span(4, 9), Span(0, 5), Span(9, 9), Span(12, 14)]) == (Span(0, 9), Span(12, 14))
