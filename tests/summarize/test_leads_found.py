"""What stands before the sections: subject, opening, outcome."""

from dataclasses import replace

import pytest
from discussions import extraction_of, thread_of

from argmap.model import Entity, Mention
from argmap.summarize.ground import Ground
from argmap.summarize.leads import find_leads
from argmap.summarize.worth import support

FILLER = "People of the working group read the draft on trains."
ISSUE = [
    ("1", None, "ann", "Retries are sent without any limit by the client. We must talk."),
    ("2", "1", "bob", "A limit of five retries would be plenty for clients."),
    ("3", "1", "cat", FILLER),
    ("4", "3", "dan", "The consensus of our meeting was a limit of nine retries."),
    ("5", "1", "eve", FILLER),
    ("6", "1", "ann", "The decision of today's meeting is a limit of five retries."),
    ("7", "1", "bob", "Thanks for the long discussion of these retries everyone."),
]


def leads_of(lines, title="A discussion", entity=None, **changed):
    thread = replace(thread_of(lines), title=title, **changed)
    extraction = extraction_of(thread)
    if entity:
        claims = tuple(
            replace(claim, mentions=(Mention(entity.id, claim.start, claim.start + 3, polarity),))
            if (polarity := told(claim.text))
            else claim
            for claim in extraction.claims
        )
        extraction = replace(extraction, claims=claims, entities=(entity,))
    ground = Ground(thread, extraction, support(thread, extraction), {}, {}, {})
    return {lead.role: lead.quote.text for lead in find_leads(ground)}


def told(text):
    if "Zig" not in text:
        return None
    return "negative" if "mess" in text else "neutral"


def test_an_issue_begins_with_its_opening_and_ends_with_what_was_decided():
    assert leads_of(ISSUE) == {
        "opens": "Retries are sent without any limit by the client",
        "outcome": "The decision of today's meeting is a limit of five retries",
    }


def test_an_outcome_stands_near_the_end():
    early = [*ISSUE[:2], ISSUE[5], *(("9" + str(n), "1", "x", FILLER) for n in range(9))]
    assert "outcome" not in leads_of(early)


def test_posts_are_put_in_order_of_time_where_all_have_one():
    thread = thread_of(ISSUE)
    late = {"4": "2024-09-09"}
    posts = tuple(replace(p, created=late.get(p.id, f"2024-01-0{p.id}")) for p in thread.posts)
    thread = replace(thread, posts=posts)
    extraction = extraction_of(thread)
    ground = Ground(thread, extraction, support(thread, extraction), {}, {}, {})
    (outcome,) = (lead.quote for lead in find_leads(ground) if lead.role == "outcome")
    # The one who opened the issue is believed before others.
    assert outcome.post == "6"


ABOUT = [
    ("1", None, "ann", "Zig is a small language for systems programs and build scripts."),
    ("2", None, "bob", "Zig is a mess of small languages for systems programs."),
    ("3", None, "cat", "Is Zig a small language for systems programs?"),
    ("4", "3", "dan", FILLER),
]
ZIG = Entity("zig", "Zig", ())


@pytest.mark.parametrize("title", ["Zig 0.12 released", "Show HN: Zig"])
def test_what_the_title_begins_with_is_told_without_praise_or_blame(title):
    words = "Zig is a small language for systems programs and build scripts"
    assert leads_of(ABOUT, title, ZIG) == {"about": words}
    assert leads_of(ABOUT[1:], title, ZIG) == {}


def test_a_title_about_something_else_gets_no_subject():
    assert leads_of(ABOUT, "Leaving Zig", ZIG) == {}


def test_documents_and_digests_have_no_leads():
    assert leads_of(ISSUE, kind="digest") == {}
