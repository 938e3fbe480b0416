"""Live addresses, against a server of our own; nothing leaves this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from argmap.errors import FetchFailed
from argmap.read import fetch, read

ITEM = {"id": 5, "type": "story", "title": "Ovens", "children": [{"id": 6, "text": "Hot."}]}


@pytest.fixture
def server(monkeypatch, tmp_path):
    """A server whose answers are taken from ``server.answers`` in turn."""
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path / "cache"))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            status = self.server.answers.pop(0) if self.server.answers else 200
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(ITEM).encode() if status == 200 else b"")

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        running.answers, running.asked = [], []
        running.address = f"http://127.0.0.1:{running.server_port}/"
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        monkeypatch.setattr(fetch, "HN_API", running.address)
        yield running
        running.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "address",
    [
        "hn:5",
        "https://news.ycombinator.com/item?id=5",
        "https://news.ycombinator.com/item?p=2&id=5",
    ],
)
def test_hacker_news_addresses_go_through_the_item_api(server, address):
    thread = read(address)
    assert server.asked == ["/5"]
    assert (thread.id, thread.source, thread.posts[0].text) == ("hn:5", address, "Hot.")


def test_busy_server_is_asked_again_with_growing_waits(server):
    server.answers = [503, 429]
    waits: list[float] = []
    assert fetch.fetch("hn:5", sleep=waits.append).data
    assert waits == [1.0, 2.0]


def test_busy_server_is_left_alone_after_three_tries(server):
    server.answers = [503] * 9
    with pytest.raises(
        FetchFailed, match=r"^hn:5: could not be fetched \(the server answered 503\)"
    ):
        fetch.fetch("hn:5", sleep=lambda _: None)
    assert len(server.asked) == 3


def test_missing_item_is_not_asked_for_twice(server):
    server.answers = [404]
    with pytest.raises(FetchFailed, match="answered 404"):
        fetch.fetch("hn:5", sleep=lambda _: None)
    assert len(server.asked) == 1


def test_no_network_is_one_line(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(fetch, "HN_API", "http://127.0.0.1:9/")
    with pytest.raises(FetchFailed) as caught:
        fetch.fetch("hn:5", sleep=lambda _: None)
    assert "\n" not in str(caught.value)
    assert "save the discussion to a file" in str(caught.value)


def test_plain_url_is_recognised_by_its_content(server):
    assert read(f"{server.address}some.json").id == "hn:5"


@pytest.mark.parametrize("name", ["hn:abc", "hn.json", "httpx.txt"])
def test_other_names_are_files(name):
    assert not fetch.is_address(name)
