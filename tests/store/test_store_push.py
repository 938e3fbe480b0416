"""Pushing to an endpoint: what arrives, going on after a break, replacing."""

from __future__ import annotations

import httpx
import pyoxigraph as ox
import pytest

from argmap.errors import EndpointError
from argmap.query.guard import check_update
from argmap.store import MapStore
from argmap.store.push import Target, plan, push

ADDRESS = "https://example.org/store"


class Endpoint(httpx.MockTransport):
    """An endpoint in memory that can be told to break after a number of requests."""

    def __init__(self, breaks_after: int = 10_000) -> None:
        super().__init__(self.take)
        self.store, self.requests, self.breaks_after = ox.Store(), 0, breaks_after

    def take(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        if self.requests > self.breaks_after:
            return httpx.Response(503, text="too\nmuch")
        if request.method == "POST" and "graph" not in request.url.params:
            text = request.content.decode()
            check_update(text)
            self.store.update(text)
            return httpx.Response(204)
        graph = ox.NamedNode(request.url.params["graph"])
        if request.method == "PUT":
            self.store.remove_graph(graph)
        self.store.load(request.content, ox.RdfFormat.N_TRIPLES, to_graph=graph)
        return httpx.Response(201)


def content(store: ox.Store) -> set[ox.Quad]:
    return set(store)


@pytest.mark.parametrize("how", ["update", "gsp"])
def test_all_graphs_arrive_in_batches(store: MapStore, how) -> None:
    endpoint = Endpoint()
    sent = push(store, Target(ADDRESS, how, batch=500, transport=endpoint))
    with store.snapshot() as held:
        assert content(endpoint.store) == content(held.open())
        assert sent == len(endpoint.store)
    assert endpoint.requests == 2 * 3 + 2
    assert sum(part.triples for part in plan(store)) == sent


@pytest.mark.parametrize("how", ["update", "gsp"])
def test_a_push_that_broke_goes_on_where_it_stopped(store: MapStore, how) -> None:
    endpoint = Endpoint(breaks_after=4)
    target = Target(ADDRESS, how, batch=500, transport=endpoint)
    with pytest.raises(EndpointError, match=r"HTTP 503 \(too much\)\. Push again"):
        push(store, target)
    endpoint.breaks_after = 10_000
    first = len(endpoint.store)
    with store.snapshot() as held:
        assert push(store, target) == len(held.open()) - first
        assert content(endpoint.store) == content(held.open())
    assert push(store, target) == 0


def test_a_changed_discussion_is_sent_again_and_replaces(store: MapStore, named) -> None:
    endpoint = Endpoint()
    target = Target(ADDRESS, transport=endpoint)
    push(store, target)
    store.add([named("hn:200", title="New title")])
    sent = push(store, target)
    with store.snapshot() as held:
        assert content(endpoint.store) == content(held.open())
        assert 0 < sent < len(held.open()) / 2 + 100


def test_a_dead_endpoint_is_one_line(store: MapStore) -> None:
    def dead(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(EndpointError, match=r"cannot be reached \(refused\)"):
        push(store, Target(ADDRESS, transport=httpx.MockTransport(dead)))
