"""Same input, same bytes, in every file, whatever PYTHONHASHSEED."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parent.parent / "examples" / "leaving-meta.algolia.json"


def outputs(folder: Path, seed: str) -> dict[str, bytes]:
    """Map the example and export it in every format; file contents by name."""
    code = (
        "import sys; from argmap import build, read; from argmap.write import formats\n"
        "from pathlib import Path\n"
        "argument_map = build(read(sys.argv[1])); folder = Path(sys.argv[2])\n"
        "argument_map.save(folder)\n"
        "for name in formats.names():\n"
        "    content = formats.render(argument_map, name)\n"
        "    data = content if isinstance(content, bytes) else content.encode()\n"
        "    (folder / f'export.{name}').write_bytes(data)\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(EXAMPLE), str(folder)],
        env=os.environ | {"PYTHONHASHSEED": seed},
        check=True,
    )
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.trained
def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    first, second = outputs(tmp_path / "one", "1"), outputs(tmp_path / "two", "2718")
    assert len(first) >= 13
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
