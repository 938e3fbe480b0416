"""Put foreign text and scripts into HTML so that neither can become the other."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from argmap.errors import MissingPart

# Characters that end a script, start a comment or entity, break lines in old JavaScript, are
# invisible controls, or reorder text: as \uXXXX they are data whatever reads the page.
_UNSAFE = re.compile(
    "[<>&\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

_VIS = Path("templates") / "lib" / "vis-9.1.2"


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


def vis_network() -> str:
    """Return the vis-network script that pyvis carries (Apache-2.0 or MIT), with LF line ends.

    Raises:
        MissingPart: pyvis is not installed, or carries another vis-network.
    """
    spec = find_spec("pyvis")
    places = list(spec.submodule_search_locations or ()) if spec else []
    for place in places:
        path = Path(place) / _VIS / "vis-network.min.js"
        if path.is_file():
            script = path.read_text(encoding="utf-8")
            # The source map would be asked for as soon as someone opens the developer tools.
            return re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", script)
    raise MissingPart("pyvis with vis-network 9.1.2", "Run: pip install 'pyvis>=0.3.2,<0.4'")
