"""The example discussion as it stood earlier: made from the later one, and shipped beside it.

Run ``python tests/examples/earlier.py`` to write the file again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
LATER = EXAMPLES / "leaving-meta.algolia.json"
EARLIER = EXAMPLES / "leaving-meta.earlier.algolia.json"
UNTIL = "2025-11-07T12:45:00.000Z"
EDITS = {
    # Comment: words of the later state, words of the earlier one.
    45900693: ("End of an era. I learned", "I learned"),
    45900974: ("PyTorch made it fun", "PyTorch made it bearable"),
}
WITHDRAWN = {
    # Comment: its author, and what stood there before it was deleted.
    45901677: (
        "loomfixer",
        "Burnout is a guess. People leave because the interesting problems moved elsewhere.",
    ),
}


def earlier(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item as it was then, with the replies it had."""
    author, text = WITHDRAWN.get(item["id"], (item["author"], item["text"]))
    if item["id"] in EDITS:
        later, before = EDITS[item["id"]]
        assert later in text
        text = text.replace(later, before)
    children = [earlier(child) for child in item["children"] if child["created_at"] <= UNTIL]
    return item | {"author": author, "text": text, "children": children}


def earlier_json() -> str:
    story = json.loads(LATER.read_text(encoding="utf-8"))
    return json.dumps(earlier(story), ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    EARLIER.write_text(earlier_json(), encoding="utf-8")
