"""One small discussion in each shape in which Hacker News comes; all must read alike."""

import json

import pytest

from argmap.errors import BadSource
from argmap.read import read

STORY = {"id": 100, "type": "story", "title": "Ask HN: which oven?", "author": "ada"}
COMMENTS = [
    # id, parent, author, text
    (101, 100, "bob", "A deck oven. See <a href='https://e.org/deck'>this</a>"),
    (102, 101, "cyd", "<i>A deck oven. See this</i><p>No, it is <i>far</i> too big."),
    (103, 102, None, None),
    (104, 103, "eve", "Fans dry the crust.<p><pre><code>  fan = off</code></pre>"),
    (105, 100, "fay", "&gt; which oven?<p>Any will do."),
]


def algolia(text=None) -> dict:
    nodes = {100: {**STORY, "text": text, "children": [], "created_at_i": 1700000000}}
    for number, parent, author, body in COMMENTS:
        nodes[number] = {"id": number, "type": "comment", "author": author, "text": body}
        nodes[number] |= {"parent_id": parent, "children": [], "created_at_i": 1700000000 + number}
        nodes[parent]["children"].append(nodes[number])
    return nodes[100]


def hits() -> list[dict]:
    found = []
    for number, parent, author, body in COMMENTS:
        hit = {"objectID": str(number), "comment_text": body or "", "author": author}
        hit |= {"parent_id": parent, "story_id": 100, "story_title": STORY["title"]}
        found.append(hit)
    return found


def firebase() -> list[dict]:
    items = {100: {"id": 100, "type": "story", "by": "ada", "title": STORY["title"], "kids": []}}
    for number, parent, author, body in COMMENTS:
        items[number] = {"id": number, "type": "comment", "parent": parent, "kids": []}
        items[number] |= {"by": author, "text": body} if author else {"deleted": True}
        items[parent]["kids"].append(number)
    return list(items.values())


def page_2024() -> str:
    rows = []
    depth = {100: -1}
    for number, parent, author, body in COMMENTS:
        depth[number] = depth[parent] + 1
        said = f'<div class="commtext c00">{body}</div>' if body else "[deleted]"
        who = f'<a href="user?id={author}" class="hnuser">{author}</a>' if author else ""
        rows.append(
            f'<tr class="athing comtr" id="{number}"><td><table border="0"><tr>'
            f'<td class="ind" indent="{depth[number]}"><img src="s.gif" height="1"></td>'
            f'<td class="votelinks"></td><td class="default"><div><span class="comhead">{who} '
            f'<span class="age" title="2023-11-14T22:13:20 {1700000000 + number}">'
            f'<a href="item?id={number}">1 day ago</a></span></span></div><br>'
            f'<div class="comment">{said}<div class="reply"><p><font size="1"><u>'
            f'<a href="reply?id={number}">reply</a></u></font></div></div></td></tr></table></td>'
            "</tr>"
        )
    return (
        '<html lang="en" op="item"><head><link rel="canonical" '
        'href="https://news.ycombinator.com/item?id=100"><title>Ask HN: which oven? | Hacker News'
        '</title></head><body><table id="hnmain"><tr class="athing submission" id="100">'
        '<td class="title"><span class="titleline"><a href="item?id=100">Ask HN: which oven?</a>'
        '</span></td></tr><tr><td class="subtext"><a href="user?id=ada" class="hnuser">ada</a>'
        "</td></tr></table>"
        f'<table class="comment-tree">{"".join(rows)}</table></body></html>'
    )


def page_2014() -> str:
    rows = []
    depth = {100: -1}
    for number, parent, author, body in COMMENTS:
        depth[number] = depth[parent] + 1
        rule = '<p><font size="1"><font color="#f6f6ef">-----</font></font></p>'
        head = f'<a href="user?id={author}">{author}</a> 3 days ago | '
        head = f'{head}<a href="item?id={number}">link</a>' if author else "[deleted]"
        said = f'<font color="#000000">{body}</font>{rule}' if body else "[deleted]"
        rows.append(
            f'<tr><td><table border="0"><tr><td><img src="./x/s.gif" height="1" '
            f'width="{40 * depth[number]}"></td><td valign="top"></td><td class="default"><div>'
            f'<span class="comhead">{head}</span></div><br><span class="comment">{said}</span>'
            "</td></tr></table></td></tr>"
        )
    return (
        "<html><head><title>Ask HN: which oven? | Hacker News</title></head><body><table><tr><td>"
        '<a id="up_100" href="https://news.ycombinator.com/vote?for=100"></a></td>'
        '<td class="title"><a href="item?id=100">Ask HN: which oven?</a>'
        '<span class="comhead"> (e.org) </span></td>'
        '</tr><tr><td class="subtext">by <a href="user?id=ada">ada</a></td></tr></table>'
        f"<table>{''.join(rows)}</table></body></html>"
    )


SHAPES = {
    "item.json": lambda: json.dumps(algolia()),
    "search.json": lambda: json.dumps({"hits": list(reversed(hits()))}),
    "pages.json": lambda: json.dumps([{"hits": hits()[:2]}, {"hits": hits()[2:]}]),
    "items.json": lambda: json.dumps(firebase()),
    "items.jsonl": lambda: "\n".join(json.dumps(item) for item in firebase()),
    "page.html": page_2024,
    "old.html": page_2014,
}


@pytest.fixture(params=SHAPES)
def thread(request, tmp_path):
    path = tmp_path / request.param
    path.write_text(SHAPES[request.param](), encoding="utf-8")
    return read(path)


def test_thread_has_the_story_and_its_address(thread):
    assert thread.id == "hn:100"
    assert thread.title == "Ask HN: which oven?"
    assert thread.url == "https://news.ycombinator.com/item?id=100"
    assert thread.kind == "thread"


def test_replies_hang_under_what_they_answer(thread):
    gone = thread.posts[2].id  # the page of 2014 gives a deleted comment no id
    assert [(post.id, post.parent) for post in thread.posts] == [
        ("101", None),
        ("102", "101"),
        (gone, "102"),
        ("104", gone),
        ("105", None),
    ]
    assert [post.author for post in thread.posts] == ["bob", "cyd", None, "eve", "fay"]


def test_text_is_clean_and_marked(thread):
    first, second, gone, code, quote = thread.posts
    assert first.text == "A deck oven. See this"
    assert first.links[0].url == "https://e.org/deck"
    assert second.text == "A deck oven. See this\n\nNo, it is far too big."
    assert [second.text[q.start : q.end] for q in second.quotes] == ["A deck oven. See this"]
    assert (gone.text, gone.state) == ("", "deleted")
    assert [code.text[c.start : c.end] for c in code.code] == ["  fan = off"]
    assert [quote.text[q.start : q.end] for q in quote.quotes] == ["> which oven?"]
    assert quote.url == "https://news.ycombinator.com/item?id=105"


def test_text_of_an_ask_story_is_the_first_post(tmp_path):
    path = tmp_path / "ask.json"
    path.write_text(json.dumps(algolia("I bake twice a week.")), encoding="utf-8")
    thread = read(path)
    assert (thread.posts[0].id, thread.posts[0].author) == ("100", "ada")
    assert thread.posts[0].text == "I bake twice a week."
    assert [post.id for post in thread.replies["100"]] == ["101", "105"]


def test_folder_of_firebase_items_is_one_thread(tmp_path):
    for item in firebase():
        (tmp_path / f"{item['id']}.json").write_text(json.dumps(item), encoding="utf-8")
    assert [post.id for post in read(tmp_path).posts] == ["101", "102", "103", "104", "105"]


def test_killed_comment_keeps_its_place_and_its_author(tmp_path):
    item = algolia()
    item["children"][0]["text"] = "[flagged]"
    path = tmp_path / "item.json"
    path.write_text(json.dumps(item), encoding="utf-8")
    post = read(path).posts[0]
    assert (post.text, post.state, post.author) == ("", "flagged", "bob")


def test_dead_firebase_item_is_flagged(tmp_path):
    items = firebase()
    items[1]["dead"] = True
    path = tmp_path / "items.json"
    path.write_text(json.dumps(items), encoding="utf-8")
    assert read(path).posts[0].state == "flagged"


def test_comments_of_other_stories_are_counted_out(tmp_path):
    stray = {"objectID": "9", "comment_text": "elsewhere", "story_id": 7, "parent_id": 7}
    path = tmp_path / "search.json"
    path.write_text(json.dumps({"hits": [*hits(), stray]}), encoding="utf-8")
    thread = read(path)
    assert len(thread.posts) == 5
    assert ("comments of another story, skipped", 1) in [(n.what, n.count) for n in thread.notes]


def test_chosen_reader_refuses_what_it_cannot_read(tmp_path):
    path = tmp_path / "other.json"
    path.write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(BadSource, match="no Hacker News item"):
        read(path, reader="hn")
