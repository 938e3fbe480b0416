"""``argmap fetch``: the raw answer, kept; addresses only."""

from argmap.read import fetch
from argmap.read.source import Source


def test_fetch_keeps_the_raw_answer(run, tmp_path, monkeypatch):
    answer = Source("hn:5", b'{"id": 5}', address="https://example.org/5")
    monkeypatch.setattr(fetch, "fetch", lambda address: answer)
    done = run("fetch", "hn:5", "-o", tmp_path / "a.json")
    assert (done.code, (tmp_path / "a.json").read_bytes()) == (0, b'{"id": 5}')
    assert "9 bytes of https://example.org/5" in done.err
    assert run("fetch", "hn:5", "-o", tmp_path / "a.json", "-q").err == ""


def test_fetch_refuses_what_is_no_address(run):
    done = run("fetch", "thread.json")
    assert done.code == 1
    assert "thread.json: not an address. Give a URL" in done.err
