"""What stands before every request: the Host header, sizes, security headers, CORS."""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from argmap.serve.options import Options

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""Of the server's own pages. Those of maps carry a stricter one, with the sums of their scripts."""

_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})


class Guards:
    """Refuses requests under a foreign name (DNS rebinding) and adds the headers."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        """Take what is guarded."""
        self._app = app
        self._options = options
        self._hosts = _LOCAL | {options.host.lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        allowed = self._options.origin is not None and headers.get("origin") == self._options.origin

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), allowed)
            await send(message)

        refusal = self._refusal(headers, scope["method"], allowed)
        await (refusal or self._app)(scope, receive, with_headers)

    def _refusal(self, headers: Headers, method: str, allowed: bool) -> Response | None:
        host = re.sub(r":\d*$", "", headers.get("host", "")).lower()
        if host not in self._hosts and not _everywhere(self._options.host):
            return refuse(421, f"This server is not {host or 'without a name'}. Ask for localhost.")
        if method == "OPTIONS" and allowed:
            return Response(
                status_code=204,
                headers={
                    "Access-Control-Allow-Methods": "GET, POST",
                    "Access-Control-Allow-Headers": "Accept, Content-Type",
                },
            )
        return None

    def _add(self, headers: MutableHeaders, allowed: bool) -> None:
        for name, value in _SECURITY.items():
            headers.setdefault(name, value)
        headers.setdefault("Content-Security-Policy", CSP)
        if allowed and self._options.origin:
            headers["Access-Control-Allow-Origin"] = self._options.origin
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            headers.add_vary_header("Origin")


def _everywhere(host: str) -> bool:
    """Whoever listens on all addresses has said that any name will do."""
    return host in ("0.0.0.0", "::")


def refuse(status: int, why: str, headers: Iterable[tuple[str, str]] = ()) -> Response:
    """Return one line of text and a status."""
    line = "".join(char if char.isprintable() else " " for char in why)
    return PlainTextResponse(line + "\n", status, headers=dict(headers))
