from discussions import contrasts, extraction_of, supports, thread_of

from argmap.cluster.camps import camps_of
from argmap.model import Relation
from argmap.signs import sides_from, signed_links

LINES = [
    ("a", None, "ann", "Tests pay off."),
    ("b", "a", "bob", "Tests slow teams down."),
    ("c", "b", "cat", "Slow teams skipped tests."),
    ("d", "c", "dan", "Agreed on tests."),
]


def links(**stances):
    thread = thread_of(LINES)
    return signed_links(thread, extraction_of(thread), stances, ())


def test_a_rebuttal_of_a_rebuttal_is_on_the_first_side():
    found = links(b=contrasts(), c=contrasts(), d=supports())
    signs = sides_from("a", found, set("abcd"))
    assert {post: sign > 0 for post, sign in signs.items()} == {
        "a": True,
        "b": False,
        "c": True,
        "d": True,
    }


def test_a_long_unsure_chain_tells_no_side():
    found = links(b=contrasts(0.6), c=contrasts(0.6), d=supports(0.6))
    signs = sides_from("a", found, set("abcd"))
    assert set(signs) == {"a", "b", "c"}
    assert abs(signs["c"]) < abs(signs["b"]) < 1


def test_sides_do_not_leave_the_posts_asked_about():
    found = links(b=contrasts(), c=contrasts(), d=supports())
    assert set(sides_from("a", found, {"a", "c", "d"})) == {"a"}


def test_a_relation_across_the_thread_links_posts_by_its_sign():
    thread = thread_of(LINES)
    extraction = extraction_of(thread)
    first, last = extraction.claims[0].id, extraction.claims[-1].id
    relation = Relation(last, first, "rephrases", "thread", 0.8, ())
    found = signed_links(thread, extraction, {}, (relation,))
    assert found["a"]["d"] == found["d"]["a"] == 0.8


def test_camps_are_the_two_sides_larger_first():
    found = links(b=contrasts(), c=contrasts(), d=supports())
    assert camps_of(list("abcd"), found) == (("a", "c", "d"), ("b",))


def test_where_nobody_disagrees_there_are_no_camps():
    assert camps_of(list("abcd"), links(b=supports())) == ()
