import pytest

from argmap.extract.language import load_language, parse
from argmap.extract.passages import find_passages
from argmap.extract.trim import trimmed
from argmap.model import Claim, Post, Thread, no_progress

pytestmark = pytest.mark.trained


@pytest.fixture(scope="module")
def language():
    return load_language()


def passages(language, text, *claims):
    """Passages of a post whose claims are these words of it."""
    thread = Thread("t", "T", (Post("p", text),))
    spans = [(text.index(words), text.index(words) + len(words)) for words in claims or (text,)]
    made = [Claim(f"p#{a}-{b}", "p", a, b, text[a:b]) for a, b in spans]
    docs = parse(thread, language, no_progress)
    return [
        (text[each.start : each.end], each.claims, set(each.flaws))
        for each in find_passages(thread, docs, made)
    ]


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("Static types find most bugs before the program runs.", set()),
        ("It is hard to find good documentation of the compiler.", set()),
        ("It is easy to read, and the documentation of the compiler helps.", {"dangling"}),
        ("It is much slower than the old compiler.", {"dangling"}),
        ("That library has no documentation at all.", {"dangling"}),
        ("If the compiler is slow and the tests are slow.", {"fragment"}),
        ("What compilers would actually make the build fast", {"fragment"}),
        ("Use a build tool that caches the results of tests.", {"imperative"}),
        ("I wish the compiler had a faster linker.", {"personal"}),
        ("Your argument forgets the costs of the linker.", {"addressed", "backward"}),
        ("Why does the compiler need a linker?", {"question"}),
        ("Why not use the old compiler and linker?", {"question"}),
        ("While the compiler is fast, the linker is slow on Windows.", {"conceded"}),
        ("I agree that the linker is the slow part of the build.", {"personal", "conceded"}),
        ("The compiler is fast and has many users of this approach.", {"dangling"}),
        ("The compiler is fast and the linker is a joke lol", {"playful"}),
        ("You're confusing the compiler with the linker of the build.", {"addressed", "backward"}),
        ("The linker helps if you're missing a cache.", {"addressed"}),
        ("I never said that the linker is slow on Windows.", {"personal", "backward"}),
        ("I wonder if the linker is slow on Windows.", {"personal", "question"}),
        ("Most users have never noticed it at work.", {"dangling"}),
        ("Most users have their builds and they run tests.", set()),
        ("In most builds this is the cost of the linker.", {"dangling"}),
        ("otherwise everybody writes another linker for the compiler.", {"backward"}),
        ("The build is no different when the linker is slow.", {"backward"}),
        ("Linkers will sometimes be that careful about the cache.", {"dangling"}),
        ("How brave to ship a linker without a cache.", {"playful", "fragment"}),
        ("If somebody changes the linker, they change the build.", set()),
        ("The compiler is documented at https://example.org/docs by its authors", {"address"}),
    ],
)
def test_what_would_read_badly_alone_is_named(language, text, flaws):
    ((_, _, found),) = passages(language, text)
    assert found - {"empty"} == flaws


def test_neighbouring_claims_of_a_sentence_can_be_quoted_together(language):
    text = "But the compiler is slow because the linker reads every file. The tests are fast."
    one, two, three = (
        "the compiler is slow",
        "the linker reads every file",
        "The tests are fast.",
    )
    found = [(words, len(claims)) for words, claims, _ in passages(language, text, one, two, three)]
    assert found == [
        (one, 1),
        ("the compiler is slow because the linker reads every file", 2),
        (two, 1),
        ("The tests are fast", 1),
    ]


def test_what_is_granted_before_a_but_is_marked(language):
    text = "The compiler is fast on Linux, but the linker is slow on Windows."
    found = passages(
        language, text, "The compiler is fast on Linux", "the linker is slow on Windows"
    )
    assert [("conceded" in flaws, len(claims)) for _, claims, flaws in found] == [
        (True, 1),
        (False, 2),
        (False, 1),
    ]


def test_what_hangs_on_an_if_before_it_is_a_fragment(language):
    text = "if the linker supports no cache, then it reads every file on the disk."
    ((_, _, flaws),) = passages(language, text, text[3:])
    assert "fragment" in flaws


def test_what_the_next_sentence_turns_against_is_marked(language):
    text = "The compiler is fast on Linux. But the linker is slow on Windows."
    one, two = "The compiler is fast on Linux.", "But the linker is slow on Windows."
    assert [("turned" in flaws) for *_, flaws in passages(language, text, one, two)] == [
        True,
        False,
    ]
    apart = text.replace(". But", ".\n\nBut")
    assert [("turned" in flaws) for *_, flaws in passages(language, apart, one, two)] == [
        True,
        False,
    ]


def test_claims_with_another_assertion_between_are_not_joined(language):
    text = "The compiler is slow, which nobody I know would ever deny, and the linker is slow."
    found = passages(language, text, "The compiler is slow", "the linker is slow")
    assert [len(claims) for _, claims, _ in found] == [1, 1]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("But the build is slower than before.", "the build is slower than before"),
        ("IMO, I think that the docs are too thin.", "the docs are too thin"),
        ("because the parser allocates on every call", "the parser allocates on every call"),
        ("Is this any better than make?", "Is this any better than make?"),
        ("(it never worked on Windows for us", "it never worked on Windows for us"),
        (
            "I don't think that it is worth the trouble",
            "I don't think that it is worth the trouble",
        ),
        ("But why.", "But why"),
        ("“Our best configuration language ever.”", "Our best configuration language ever"),
        ("+1 -- the linker is what takes the time", "the linker is what takes the time"),
        ("the linker takes most of the time, so", "the linker takes most of the time"),
        ("No need for a linker in such a build", "No need for a linker in such a build"),
        ("No, the linker is what takes the time", "the linker is what takes the time"),
        ("Instead of a linker we use a bundler", "Instead of a linker we use a bundler"),
        ("the linker takes the time, however", "the linker takes the time"),
        ("For example, the linker takes all the time", "the linker takes all the time"),
        ("Otherwise, the linker takes all the time", "Otherwise, the linker takes all the time"),
    ],
)
def test_trimming_cuts_what_leads_in_and_keeps_what_is_asserted(text, kept):
    post = f"Before {text} After"
    start, end = trimmed(post, 7, 7 + len(text))
    assert post[start:end] == kept


def test_a_claim_that_trimming_takes_whole_is_not_in_the_passage(language):
    text = 'I think that too, "Functors" are important but they are far from complex.'
    found = passages(
        language, text, "I think that too", '"Functors" are important', "they are far from complex."
    )
    for words, ids, _ in found:
        start = text.index(words)
        for each in ids:
            first, last = (int(part) for part in each.removeprefix("p#").split("-"))
            assert first < start + len(words)
            assert last > start
