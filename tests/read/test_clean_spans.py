"""Markup -> clean text: what is kept, what is cut, and that no span drifts."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.read.clean import Cleaned, clean_html, clean_line, clean_text, split


def parts(cleaned: Cleaned, kind: str) -> list[str]:
    return [cleaned.text[span.start : span.end] for span in getattr(cleaned, kind)]


def test_paragraph_tags_become_blank_lines_and_entities_characters():
    cleaned = clean_html("One &amp; two<p>It&#x27;s &quot;three&quot;</p>")
    assert cleaned.text == 'One & two\n\nIt\'s "three"'


def test_code_block_is_marked_with_its_indentation():
    cleaned = clean_html("Try:<p><pre><code>  if x:\n      y()\n</code></pre>Done.", collapse=False)
    assert cleaned.text == "Try:\n\n  if x:\n      y()\n\nDone."
    assert parts(cleaned, "code") == ["  if x:\n      y()"]


@pytest.mark.parametrize("dots", ["...", "…"])
def test_shortened_link_text_becomes_the_whole_address(dots):
    href = "https://example.org/a/very/long/path/to/the/page"
    cleaned = clean_html(f'See <a href="{href}">https://example.org/a/very/lo{dots}</a> now')
    assert cleaned.text == f"See {href} now"
    assert parts(cleaned, "links") == [href]
    assert cleaned.links[0].url == href


def test_link_with_words_keeps_the_words():
    cleaned = clean_html('Read <a href="item?id=7">the other thread</a>.', base="https://e.org/")
    assert cleaned.text == "Read the other thread."
    assert cleaned.links[0].url == "https://e.org/item?id=7"
    assert parts(cleaned, "links") == ["the other thread"]


def test_script_address_is_no_link():
    cleaned = clean_html('<a href="javascript:alert(1)">click</a> here')
    assert (cleaned.text, cleaned.links) == ("click here", ())


def test_bare_address_is_a_link_without_the_full_stop():
    cleaned = clean_text("See (https://example.org/a_(b)). And https://example.org/c, too.")
    assert parts(cleaned, "links") == ["https://example.org/a_(b)", "https://example.org/c"]


def test_real_script_goes_and_escaped_script_stays_as_text():
    cleaned = clean_html("a<script>alert(1)</script> &lt;script&gt;b&lt;/script&gt;</script>")
    assert cleaned.text == "a <script>b</script>"


def test_controls_bidi_overrides_and_lone_surrogates_are_counted_out():
    cleaned = clean_text("a\x00b\u202ec\u2066d\ud800e\ufeff")
    assert (cleaned.text, cleaned.removed) == ("abcde", 5)


def test_bidi_override_written_as_an_entity_goes_too():
    cleaned = clean_html("a&#x202e;b")
    assert (cleaned.text, cleaned.removed) == ("ab", 1)


def test_line_ends_are_unified_and_trailing_blanks_cut():
    assert clean_text("a  \r\nb\t\rc \n\n\n\n d\n").text == "a\nb\nc\n\n d"


def test_composed_characters_keep_spans_in_place():
    cleaned = clean_html("cafe\u0301 <a href='https://e.org'>re\u0301sume\u0301</a> e\u0301nd")
    assert cleaned.text == "café résumé énd"
    assert parts(cleaned, "links") == ["résumé"]


def test_combining_mark_at_the_start_of_a_link_stays_within_the_text():
    cleaned = clean_html("e<a href='https://e.org'>\u0301x</a>")
    assert cleaned.text == "éx"
    assert cleaned.links[0].end == 2


def test_deep_nesting_keeps_the_text():
    cleaned = clean_html("<div>" * 50_000 + "down here")
    assert cleaned.text == "down here"


def test_markup_beyond_the_limit_is_cut_and_said():
    cleaned = clean_text("word " * 300_000)
    assert cleaned.cut
    assert cleaned.text.startswith("word word")


def test_line_for_titles_has_no_breaks_or_controls():
    assert clean_line(" A\n title\x07 \u202e") == "A title"
    assert clean_line(None) == ""


def test_split_gives_each_paragraph_its_own_spans():
    first, second = split(clean_text("one\n\n> two https://e.org"))
    assert (first.text, second.text) == ("one", "> two https://e.org")
    assert parts(second, "quotes") == [second.text]
    assert parts(second, "links") == ["https://e.org"]


MARKUP = st.lists(
    st.sampled_from(
        "<p> </p> <i> </i> <pre><code> </code></pre> <blockquote> </blockquote> <br> &gt; > </a> "
        "<a\tx='1'href='https://e.org/x'> \u0301 e\u0301 &#0; &#x202e; </script> <script> <!-- w"
        "".split(" ")
    )
    | st.sampled_from(("\n", "\n\n", " ", "> "))
    | st.text(max_size=8),
    max_size=40,
).map("".join)


@settings(deadline=None, max_examples=150)
@given(MARKUP, st.booleans())
def test_spans_always_lie_within_clean_text(markup, collapse):
    for cleaned in (clean_html(markup, collapse=collapse), clean_text(markup)):
        text = cleaned.text
        for kind in ("quotes", "code", "links", "emphasis"):
            for span in getattr(cleaned, kind):
                assert 0 <= span.start < span.end <= len(text)
        assert unicodedata.is_normalized("NFC", text)
        assert text == text.strip()
        text.encode("utf-8")
        assert not any(ord(c) < 32 and c not in "\n\t" for c in text)
        assert not set(text) & set("\u202a\u202e\u2066\u2069\ufeff")


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=200))
def test_clean_text_is_left_alone_the_second_time(text):
    once = clean_text(text).text
    assert clean_text(once).text == once
