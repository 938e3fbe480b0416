"""Put foreign text and scripts into HTML so that neither can become the other."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from typing import Any

# Characters that end a script, start a comment or entity, break lines in old JavaScript, are
# invisible controls, or reorder text: as \uXXXX they are data whatever reads the page.
_UNSAFE = re.compile(
    "[<>&\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def script_json(value: Any) -> str:
    r"""Serialise for ``<script type="application/json">``: compact, and inert in HTML.

    >>> script_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def csp_hash(content: str) -> str:
    """Return the Content-Security-Policy source of one inline script or style."""
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def engine() -> str:
    """Return vis-network (Apache-2.0 or MIT) as ``page/`` builds it: sets the global ``vis``."""
    path = files("argmap") / "data" / "page" / "engine.js"
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")
