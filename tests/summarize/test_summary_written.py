import re
from itertools import pairwise

import pytest
from discussions import (
    contrasts,
    extraction_of,
    no_relations,
    quarrel,
    supports,
    thread_of,
)

from argmap.cluster import find_themes
from argmap.model import Passage, Settings, Stance
from argmap.model.frames import fill, frame_is_allowed, point_frame, point_frames
from argmap.summarize import summarize
from argmap.summarize.choose import choose
from argmap.summarize.ground import DRAFT, REMARK, Ground
from argmap.summarize.walk import walk
from argmap.summarize.worth import handicap, quotable, support


def summary_of(lines, stances, kind="thread", heading=None, **settings):
    thread = thread_of(lines, kind=kind, heading=heading)
    extraction = extraction_of(thread)
    chosen = Settings(**settings)
    themes = find_themes(thread, extraction, stances, no_relations(), chosen)
    return (
        thread,
        extraction,
        summarize(thread, extraction, stances, no_relations(), themes, chosen),
    )


@pytest.fixture(scope="module")
def told():
    stances = {"y2": contrasts(), "y3": supports(), "y4": contrasts(), "n2": contrasts()}
    return summary_of(quarrel(), stances, themes=2)


def points(summary):
    return [point for section in summary.sections for point in section.points]


def test_every_word_of_a_point_is_framing_or_verbatim(told):
    thread, _, (summary, _) = told
    assert points(summary)
    for point in points(summary):
        assert frame_is_allowed(point.frame)
        assert fill(point.frame, [quote.text for quote in point.quotes]) == point.text
        for quote in point.quotes:
            assert thread.by_id[quote.post].text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("counts", [(1, 0), (1, 1), (1, 3), (4, 9), (20, 2)])
def test_every_frame_there_is_says_framing_words_alone(counts):
    frames = [frame for quotes in (1, 2, 3, 4) for frame in point_frames(quotes, *counts)]
    assert len(set(frames)) > 10
    assert [frame for frame in frames if not frame_is_allowed(frame)] == []


def test_counts_are_of_distinct_authors(told):
    thread, extraction, (summary, _) = told
    post_of = {claim.id: claim.post for claim in extraction.claims}

    def voices(claims):
        return len({thread.by_id[post_of[claim]].author for claim in claims})

    for point in points(summary):
        own = set(point.claims) - set(point.opposing) - set(point.undecided)
        assert point.voices == voices(point.claims)
        assert point.supports == voices(own)
        assert point.contrasts == voices(point.opposing)
        assert point.frame in set(point_frames(len(point.quotes), point.supports, point.contrasts))


def test_opponents_stand_in_one_point_with_the_objection_quoted():
    lines = [
        (
            "y1",
            None,
            "ann",
            "Significant indentation makes yaml files far too fragile for deployment.",
        ),
        ("y2", "y1", "bob", "No editor with a mode for yaml files breaks their indentation."),
        ("y3", "y1", "cat", "Exactly what happened to us."),
    ]
    _, _, (summary, _) = summary_of(lines, {"y2": contrasts(), "y3": supports()})
    (point,) = points(summary)
    quoted, objection = point.quotes[-2:]
    assert (quoted.post, objection.post) == ("y1", "y2")
    assert "one other agrees, while one other objects that" in point.text
    assert point.dissent == objection.claim
    assert point.opposing == (objection.claim,)


def test_words_that_echo_the_parent_are_no_objection():
    said = "Most developers of today are in the business of creating problems for themselves."
    lines = [
        ("y1", None, "ann", said),
        ("y2", "y1", "bob", "No, a huge chunk of us are in the business of creating problems."),
        ("y3", "y1", "cat", "Large systems need tools that check the problems of their own size."),
    ]
    thread = thread_of(lines)
    extraction = extraction_of(thread)
    against = {"y2": contrasts(), "y3": contrasts()}
    ground = Ground(thread, extraction, support(thread, extraction), {}, against, {})
    (first,), (echo,), (other,) = (
        ground.by_claim[extraction.by_post[post][0].id] for post in ("y1", "y2", "y3")
    )
    assert ground.answers("y2", first) == ground.answers("y3", first) == "contrasts"
    assert (ground.objects(echo, first), ground.objects(other, first)) == (False, True)


def test_what_a_draft_repeats_is_not_quoted():
    form = "The server answers with the outer name of the client hello."
    lines = [
        ("y1", None, "ann", f"{form} We could hide it behind a random name of the server. {form}"),
        ("y2", "y1", "bob", "The server could answer with a random outer name of the client."),
    ]
    thread = thread_of(lines)
    extraction = extraction_of(thread)
    ground = Ground(thread, extraction, support(thread, extraction), {}, {}, {})
    first, between, again = extraction.by_post["y1"]
    assert ground.refrains == {first.id, again.id}
    main, second = choose(ground, [first, between, again], 40)
    assert (main.claim, second) == (between, None)


def test_of_a_draft_others_words_are_quoted():
    rules = "".join(f" The server number {n} answers with its outer name." for n in range(DRAFT))
    lines = [
        ("y1", None, "ann", f"The outer name of the server answers all clients.{rules}"),
        ("y2", "y1", "bob", "The outer name of the server tells the network too much of it."),
        ("y3", "y1", "cat", "The outer name of the server is known to clients anyway."),
    ]
    thread = thread_of(lines)
    extraction = extraction_of(thread)
    ground = Ground(thread, extraction, support(thread, extraction), {}, {}, {})
    assert (ground.opening.id, ground.drafted) == ("y1", "y1")
    main, _ = choose(ground, extraction.claims, 40)
    assert main.passage.post in ("y2", "y3")
    told = frozenset({main.text.lower(), "outer"})
    again, _ = choose(ground, extraction.claims, 40, told)
    assert again.passage.post in {"y2", "y3"} - {main.passage.post}


def test_headlines_are_what_can_be_followed_not_what_is_loud(told):
    thread, extraction, _ = told
    ground = Ground(thread, extraction, support(thread, extraction), {}, {}, {})
    clear = [c.id for c in extraction.claims if ground.plain([c.id])]
    other = [c.id for c in extraction.claims if not ground.plain([c.id])]
    assert clear
    assert ground.plain([*clear, *other]) == pytest.approx(len(clear) / len(extraction.claims))


def test_who_speaks_beside_the_quoted_words_answers_and_does_not_object():
    post = "Servers written in managed languages pause at night. Borrowing slows beginners a lot."
    reply = "Servers of ours written in managed languages have never paused at night."
    thread = thread_of([("1", None, "x", post), ("2", "1", "y", reply)])
    extraction = extraction_of(thread)
    pauses, borrowing = extraction.by_post["1"]
    told = {}
    for target, sure in ((pauses.id, 0.9), (borrowing.id, 0.9), (None, 0.9), (pauses.id, 0.6)):
        stances = {"2": Stance("contrasts", sure, target)}
        ground = Ground(thread, extraction, support(thread, extraction), {}, stances, {})
        (first,) = ground.by_claim[pauses.id]
        (second,) = ground.by_claim[extraction.by_post["2"][0].id]
        told[target, sure] = ground.contests(second, first)
    assert list(told.values()) == [True, False, False, False]
    frame = point_frame(["argue"] * 2, against=True, supports=1, contrasts=1, mild=True)
    assert frame.endswith("while one other answers that “{1}”")


def test_only_what_answers_the_quoted_words_counts_for_or_against_them():
    """A reply whose stance names another claim of a long post speaks to that one."""
    post = "Garbage collection makes our servers pause at night. Borrowing slows beginners a lot."
    post += "".join(f" Crate number {n} has a build script of its own." for n in range(REMARK - 1))
    thread = thread_of(
        [
            ("1", None, "x", post),
            ("2", "1", "y", "Slow disks of the office did that."),
            ("3", "1", "z", "People learn lifetimes within a week."),
            ("4", "1", "w", "Garbage collection makes our servers pause at noon."),
            ("5", "2", "v", "Slow disks make garbage collection pause servers at night."),
        ]
    )
    extraction = extraction_of(thread)
    second = extraction.by_post["1"][1].id
    aimed = Stance("contrasts", 0.9, second)
    stances = {"2": contrasts(), "3": aimed, "4": aimed, "5": contrasts()}
    ground = Ground(thread, extraction, support(thread, extraction), {}, stances, {})
    (pauses,) = ground.by_claim[extraction.by_post["1"][0].id]
    assert [ground.answers(post, pauses) for post in "2345"] == [
        "contrasts",  # names no claim: the whole post
        None,  # names the other claim
        "contrasts",  # names the other claim, but says nearly these words
        None,  # answers another post
    ]


def test_a_short_post_is_answered_as_a_whole():
    thread = thread_of(
        [
            ("1", None, "x", "Servers pause at night. Borrowing slows beginners a lot."),
            ("2", "1", "y", "People learn lifetimes and borrowing within a week."),
        ]
    )
    extraction = extraction_of(thread)
    pauses, borrowing = extraction.by_post["1"]
    stances = {"2": Stance("contrasts", 0.9, borrowing.id)}
    ground = Ground(thread, extraction, support(thread, extraction), {}, stances, {})
    (first,), (reply,) = ground.by_claim[pauses.id], ground.by_claim[extraction.by_post["2"][0].id]
    assert ground.answers("2", first) == "contrasts"
    # How near the reply comes is measured to the remark, not to the words quoted of it.
    own = float(first.vector @ reply.vector)
    assert ground.meets(reply, first) > own


def test_what_no_point_cites_is_counted_and_listed(told):
    thread, extraction, (summary, _) = told
    post_of = {claim.id: claim.post for claim in extraction.claims}
    cited = {post_of[claim] for point in points(summary) for claim in point.claims}
    coverage = summary.coverage
    assert coverage.posts == len(cited)
    assert coverage.not_covered == tuple(p.id for p in thread.posts if p.id not in cited)


def test_words_and_points_have_a_ceiling():
    _, _, (summary, _) = summary_of(quarrel(), {}, max_points=2, max_words=30, themes=2)
    assert len(points(summary)) <= 2
    assert sum(len(point.text.split()) for point in points(summary)) <= 34


def test_the_walk_of_a_section_steps_over_the_claims_its_points_quote(told):
    _, _, (summary, themes) = told
    by_id = {theme.id: theme for theme in themes}
    for section in summary.sections:
        steps = by_id[section.theme].walk
        quoted = {quote.claim for point in section.points for quote in point.quotes}
        assert steps and {step.claim for step in steps} <= quoted
        assert steps[0].via is None
        seen = set()
        for step in steps:
            assert step.source is None or step.source in seen
            seen.add(step.claim)


def test_a_digest_is_told_by_its_own_bullets():
    lines = [
        ("1", None, "x", "PyTorch is praised. TensorFlow is not."),
        ("2", None, "y", "JAX wins."),
    ]
    _, _, (summary, _) = summary_of(lines, {}, kind="digest", heading="Frameworks")
    assert [section.heading for section in summary.sections] == ["Frameworks"]
    assert [point.text for point in points(summary)] == [
        "PyTorch is praised. TensorFlow is not.",
        "JAX wins.",
    ]


def test_nothing_said_gives_an_empty_summary():
    _, _, (summary, themes) = summary_of([("1", None, "x", "")], {})
    assert (summary.sections, summary.headlines, themes) == ((), (), ())
    assert summary.coverage.not_covered == ("1",)


def passage(*flaws) -> Passage:
    return Passage(("p#0-9",), "p", 0, 9, flaws)


def test_what_reads_badly_alone_is_worth_less_than_a_plain_assertion():
    plain = handicap(passage(), confidence=1.0)
    assert plain == 0 < handicap(passage("dangling"), confidence=1.0)
    assert handicap(passage("personal"), confidence=0.5) > handicap(passage("personal"), 1.0)


def test_a_line_break_or_too_few_words_are_not_quoted():
    assert not quotable("two\nlines of words in one claim")
    assert not quotable("Too short.")
    assert not quotable("Static typing finds bugs early.")
    assert quotable("Static typing finds most bugs early enough for us.")


def test_words_that_stand_alone_are_quoted_before_those_that_point_elsewhere():
    lines = [
        ("1", None, "x", "Like you said the compiler was slow for large projects at our work."),
        ("2", "1", "y", "The compiler was slow for large projects at our work."),
        ("3", "1", "z", "The compiler was slow on large projects of ours lol."),
    ]
    _, _, (summary, _) = summary_of(lines, {})
    assert [point.quotes[-1].post for point in points(summary)] == ["2"]


def test_the_walk_follows_the_strongest_link_and_starts_anew_where_none_leads_on():
    links = {
        ("a", "b"): {"supports": 0.4},
        ("b", "a"): {"supports": 0.4},
        ("a", "c"): {"contrasts": 0.9, "supports": 0.1},
        ("c", "a"): {"contrasts": 0.9, "supports": 0.1},
    }
    weight = {"a": 5.0, "b": 4.0, "c": 1.0, "d": 3.0}
    assert walk(list("abcd"), weight, links) == [
        ("a", None, None),
        ("c", "contrasts", "a"),
        ("b", "supports", "a"),
        ("d", None, None),
    ]


@pytest.mark.parametrize("supports_", [1, 2, 3, 8])
@pytest.mark.parametrize("contrasts_", [0, 1, 5])
def test_frames_tell_their_counts(supports_, contrasts_):
    manners = ["say", "argue"][: 1 + (contrasts_ > 0)]
    frame = point_frame(
        manners, against=contrasts_ > 0, supports=supports_, contrasts=contrasts_, labels=1
    )
    assert frame_is_allowed(frame)
    numbers = [int(n) for n in re.findall(r"\((\d+)\)", frame)]
    assert numbers == [n for n in (supports_ - 1, contrasts_) if n > 2]
    assert frame not in set(point_frames(2 + (contrasts_ > 0), supports_ + 1, contrasts_))


def test_the_same_words_of_two_people_are_quoted_once():
    same = "The outer parser rejects whatever the inner parser cannot read."
    lines = []
    for number in range(2):
        top = f"{number}a"
        lines += [
            (top, None, f"x{number}", same),
            (f"{number}b", top, f"y{number}", f"Parsers of kind {number} cost far too much work."),
        ]
    thread, extraction, _ = summary_of(lines, {})
    ground = Ground(thread, extraction, support(thread, extraction), {}, {}, {})
    claims = extraction.by_post["1a"] + extraction.by_post["1b"]
    quoted, _ = choose(ground, claims, 40, frozenset([same.lower().rstrip(".")]))
    assert quoted.passage.post == "1b"


def test_sections_do_not_repeat_a_quote(told):
    _, _, (summary, _) = told
    quotes = [q for point in points(summary) for q in point.quotes if len(q.text.split()) > 3]
    for one, other in pairwise(sorted(quotes, key=lambda quote: quote.text)):
        assert one.text != other.text
