"""Reddit, GitHub, conditional requests and pacing, against a server of our own."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from argmap.errors import FetchFailed
from argmap.read import fetch, read
from argmap.read.web import Web


class Handler(BaseHTTPRequestHandler):
    """Answers from ``server.pages``: path -> (status, headers, value)."""

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        found = self.server.pages.get(self.path.partition("?")[0], (404, {}, ""))
        status, headers, value = found.pop(0) if isinstance(found, list) else found
        tag = headers.get("ETag")
        if tag and self.headers.get("If-None-Match") == tag:
            status, value = 304, None
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.end_headers()
        if value is not None:
            self.wfile.write(json.dumps(value).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def server(monkeypatch, tmp_path):
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path / "cache"))
    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        running.pages, running.asked = {}, []
        running.address = f"http://127.0.0.1:{running.server_port}/"
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        for name in ("REDDIT", "GITHUB_API"):
            monkeypatch.setattr(fetch, name, running.address)
        yield running
        running.shutdown()
        thread.join()


def quick(address):
    waits: list[float] = []
    return read(fetch.fetch(address, sleep=waits.append)), waits


@pytest.mark.parametrize(
    "address",
    [
        "reddit:abc",
        "reddit:https://www.reddit.com/r/bread/comments/abc/ovens/",
        "https://old.reddit.com/r/bread/comments/abc/ovens/?sort=new",
    ],
)
def test_reddit_post_is_fetched_and_its_stubs_filled(server, address):
    def comment(name, parent):
        body = {"id": name, "name": f"t1_{name}", "parent_id": parent, "body": f"Hot {name}."}
        return {"kind": "t1", "data": body}

    more = {"kind": "more", "data": {"id": "m", "count": 2, "children": ["m", "n"]}}
    story = {"kind": "t3", "data": {"name": "t3_abc", "title": "Ovens"}}
    server.pages["/comments/abc.json"] = (
        200,
        {},
        [{"kind": "Listing", "data": {"children": things}}
         for things in ([story], [comment("l", "t3_abc"), more])],
    )  # fmt: skip
    things = [comment("m", "t1_l"), comment("n", "t1_m")]
    server.pages["/api/morechildren.json"] = (200, {}, {"json": {"data": {"things": things}}})
    thread, waits = quick(address)
    assert [(post.id, post.parent) for post in thread.posts] == [
        ("t1_l", None), ("t1_m", "t1_l"), ("t1_n", "t1_m"),
    ]  # fmt: skip
    assert (thread.id, waits) == ("reddit:abc", [1.0])
    assert "children=m,n" in server.asked[1][0]
    assert not any("stub" in note.what for note in thread.notes)


def test_no_more_stubs_are_followed_than_is_polite(server):
    names = [f"c{n}" for n in range(2_000)]
    more = {"kind": "more", "data": {"id": "m", "count": 2_000, "children": names}}
    story = {"kind": "t3", "data": {"name": "t3_abc", "selftext": "Hot."}}
    server.pages["/comments/abc.json"] = (200, {}, {"data": {"children": [story, more]}})
    server.pages["/api/morechildren.json"] = (200, {}, {})
    thread, _ = quick("reddit:abc")
    assert len(server.asked) == 1 + fetch.MOST_STUBS
    assert [note.count for note in thread.notes if "stub" in note.what] == [2_000]


@pytest.mark.parametrize("address", ["gh:o/r#7", "https://github.com/o/r/pull/7#discussion"])
def test_pull_request_is_fetched_with_every_page_and_review(server, address):
    def said(number, body, **more):
        at = f"2020-01-01T00:0{number}:00Z"
        return {"id": number, "body": body, "user": {"login": "a"}, "created_at": at, **more}

    base = "/repos/o/r/"
    issue = {"number": 7, "title": "Fan", "pull_request": {}, **said(0, "Off?")}
    link = {"Link": f'<{server.address}repos/o/r/page2>; rel="next"'}
    server.pages |= {
        f"{base}issues/7": (200, {}, issue),
        f"{base}issues/7/comments": (200, link, [said(1, "One.")]),
        f"{base}page2": (200, {}, [said(4, "Four.")]),
        f"{base}pulls/7/reviews": (200, {}, [said(5, "")]),
        f"{base}pulls/7/comments": (200, {}, [said(2, "A."), said(3, "B.", in_reply_to_id=2)]),
    }
    thread, waits = quick(address)
    assert (thread.id, thread.title) == ("gh:o/r#7", "Fan")
    assert [(post.id, post.parent, post.parent_inferred) for post in thread.posts] == [
        ("issue", None, False), ("1", "issue", True), ("review_comment-2", "issue", True),
        ("review_comment-3", "review_comment-2", False), ("4", "issue", True),
    ]  # fmt: skip
    assert waits == [1.0] * 4


def test_next_page_on_another_host_is_not_followed(server):
    link = {"Link": '<http://127.0.0.2:9/x>; rel="next"'}
    server.pages["/repos/o/r/issues/7"] = (200, {}, {"number": 7, "body": "Off?"})
    server.pages["/repos/o/r/issues/7/comments"] = (200, link, [])
    assert len(quick("gh:o/r#7")[0].posts) == 1


def test_unchanged_answer_is_not_sent_twice(server):
    server.pages["/a"] = (200, {"ETag": '"1"'}, [{"text": "Hot."}])
    first = fetch.fetch(f"{server.address}a")
    assert fetch.fetch(f"{server.address}a").data == first.data
    assert [asked[1].get("If-None-Match") for asked in server.asked] == [None, '"1"']
    server.pages["/a"] = (200, {"ETag": '"2"'}, [{"text": "Cold."}])
    assert b"Cold" in fetch.fetch(f"{server.address}a").data


@pytest.mark.parametrize("broken", [b"", b"{}", b"{\n", b"[1]\nx"])
def test_broken_cache_is_asked_anew(server, tmp_path, broken):
    server.pages["/a"] = (200, {"ETag": '"1"'}, ["x"])
    fetch.fetch(f"{server.address}a")
    for file in (tmp_path / "cache" / "http").iterdir():
        file.write_bytes(broken)
    assert fetch.fetch(f"{server.address}a").data == b'["x"]'


def test_cache_that_cannot_be_written_is_done_without(server, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path / "file" / "cache"))
    server.pages["/a"] = (200, {"ETag": '"1"'}, ["x"])
    assert fetch.fetch(f"{server.address}a").data == b'["x"]'


def test_server_says_how_long_to_wait(server):
    server.pages["/a"] = [(429, {"Retry-After": "7"}, ""), (200, {}, "x")]
    waits: list[float] = []
    assert Web("a", waits.append).get(f"{server.address}a").data == b'"x"'
    assert waits == [7.0]
    server.pages["/a"] = [(429, {"Retry-After": "9999"}, "")]
    with pytest.raises(FetchFailed, match="asks to wait 9999 seconds"):
        Web("a", waits.append).get(f"{server.address}a")


def test_used_up_limit_and_other_refusals_are_said(server):
    server.pages["/repos/o/r/issues/7"] = (403, {"X-RateLimit-Remaining": "0"}, "")
    with pytest.raises(FetchFailed, match="hourly limit is used up"):
        quick("gh:o/r#7")
    with pytest.raises(FetchFailed, match="404: no such page"):
        quick("gh:o/r#8")
    with pytest.raises(FetchFailed, match="no address of a Reddit post"):
        quick("reddit:what is this")
    with pytest.raises(FetchFailed, match="GraphQL"):
        quick("https://github.com/o/r/discussions/3")


def test_page_instead_of_json_is_said(server):
    server.pages["/comments/abc.json"] = (200, {}, None)
    with pytest.raises(FetchFailed, match="the answer is no JSON"):
        quick("reddit:abc")
