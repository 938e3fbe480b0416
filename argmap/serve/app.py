"""The routes of the server.

========================  =====================================================
``/``                     the maps
``/query``                a query editor
``/sparql``               SPARQL 1.1 Protocol; without a query, the description
``/graphs``               SPARQL 1.1 Graph Store Protocol, reading
``/maps/ID``              the page of a map
``/.well-known/void``     VoID
========================  =====================================================
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache, lru_cache

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from argmap.errors import ArgmapError, StoreError, UnknownName
from argmap.serve import pages
from argmap.serve.answers import Answers
from argmap.serve.describe import describe, schema
from argmap.serve.guards import Guards, refuse
from argmap.serve.options import Options
from argmap.serve.request import QUERY, TRIPLES, UPDATE, Refused, choose, iri, operation
from argmap.store import MapStore

Endpoint = Callable[[Request], Awaitable[Response]]


def create(store: MapStore, options: Options) -> Starlette:
    """Return the server of a store, as an ASGI application.

    Raises:
        StoreError: No store there.
    """
    site = _Site(store, options)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(site.answers.close)

    routes = [
        Route("/", _guarded(site.index)),
        Route("/query", _guarded(site.editor)),
        Route("/schema.json", _guarded(site.schema)),
        Route("/static/{name}", _guarded(site.static)),
        Route("/maps/{name:path}", _guarded(site.map)),
        Route("/.well-known/void", _guarded(site.void)),
        Route("/sparql", _guarded(site.sparql), methods=_ALL),
        Route("/graphs", _guarded(site.graphs), methods=_ALL),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guards, options)], lifespan=life)


_ALL = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]


def _guarded(endpoint: Endpoint) -> Endpoint:
    """Turn what is refused into an answer of one line."""

    async def guarded(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refused as error:
            return refuse(error.status, error.why, error.headers.items())
        except StoreError as error:
            return refuse(503, str(error))
        except ArgmapError as error:
            return refuse(400, str(error))

    return guarded


class _Site:
    def __init__(self, store: MapStore, options: Options) -> None:
        self.store, self.options = store, options
        self.answers = Answers(store, options)
        self.page = lru_cache(maxsize=8)(self._page)
        self.known = cache(schema)

    async def index(self, request: Request) -> Response:
        del request
        return HTMLResponse(pages.index(self.answers.manifest().entries))

    async def editor(self, request: Request) -> Response:
        del request
        return HTMLResponse(pages.editor())

    async def schema(self, request: Request) -> Response:
        del request
        return JSONResponse(await run_in_threadpool(self.known))

    async def static(self, request: Request) -> Response:
        found = pages.static(request.path_params["name"])
        if found is None:
            raise Refused(404, "There is no such file.")
        kind, content = found
        return Response(content, media_type=kind, headers={"Cache-Control": "no-cache"})

    async def map(self, request: Request) -> Response:
        name = request.path_params["name"]
        generation = self.answers.manifest().generation
        try:
            page = await run_in_threadpool(self.page, name, generation)
        except UnknownName as error:
            raise Refused(404, str(error)) from error
        # The page itself says which scripts may run in it, by their sums.
        return HTMLResponse(page, headers={"Content-Security-Policy": "frame-ancestors 'none'"})

    def _page(self, name: str, generation: int) -> str:
        from argmap.write.html import to_html

        del generation  # Part of the key: a new generation is another page.
        return to_html(self.store.load(name))

    async def void(self, request: Request) -> Response:
        return self._description(request)

    def _description(self, request: Request) -> Response:
        base = f"{request.url.scheme}://{request.url.netloc}"
        text = describe(base, self.answers.manifest(), self.options.token is not None)
        return Response(text, media_type="text/turtle; charset=utf-8")

    async def sparql(self, request: Request) -> Response:
        kind = request.headers.get("content-type", "")
        writes = self.options.token is not None and not kind.startswith(QUERY)
        body = await self._body(request, writes)
        asked = operation(request.method, kind, request.url.query, body)
        accept = request.headers.get("accept", "")
        if asked is None:
            if choose(accept, ["text/turtle", "text/html"]) == "text/html":
                return RedirectResponse("/query", 303)
            return self._description(request)
        if asked.update:
            self._may_write(request)
            await run_in_threadpool(self.answers.update, asked.sparql)
            return Response(status_code=204)
        content, kind = await run_in_threadpool(self.answers.query, asked, accept)
        return Response(content, media_type=kind)

    async def graphs(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            mend = f"Send {UPDATE} to /sparql."
            raise Refused(405, f"Graphs are only read here. {mend}", {"Allow": "GET, HEAD"})
        given = request.query_params
        if ("default" in given) == ("graph" in given) or len(given.multi_items()) != 1:
            raise Refused(400, "Give either ?default or ?graph=IRI.")
        kind = choose(request.headers.get("accept", ""), list(TRIPLES))
        if kind is None:
            raise Refused(406, f"A graph comes as {', '.join(TRIPLES)}.")
        graph = iri(given["graph"]) if "graph" in given else None
        content = await run_in_threadpool(self.answers.graph, graph, kind)
        return Response(content, media_type=kind)

    def _may_write(self, request: Request) -> None:
        import hmac

        token = self.options.token
        if token is None:
            raise Refused(403, "Updates are refused; start the server with --writable.")
        given = request.headers.get("authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
            headers = {"WWW-Authenticate": "Bearer"}
            raise Refused(401, "Show the token: Authorization: Bearer TOKEN.", headers)

    async def _body(self, request: Request, writes: bool) -> bytes:
        most = self.options.most_update if writes else self.options.most_request
        parts, size = [], 0
        declared = request.headers.get("content-length", "0")
        too_large = declared.isdecimal() and int(declared) > most
        if not too_large:
            async for part in request.stream():
                size += len(part)
                if size > most:
                    too_large = True
                    break
                parts.append(part)
        if too_large:
            raise Refused(413, f"At most {most:,} bytes are read.", {"Connection": "close"})
        return b"".join(parts)
