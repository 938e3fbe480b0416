"""Foreign XML, parsed so that it can neither fetch nor swell."""

from __future__ import annotations

from typing import Any

from argmap.errors import BadSource
from argmap.read.clean import clean_line
from argmap.read.source import Source


def parse_xml(source: Source) -> Any:
    """Return the root element.

    Raises:
        BadSource: Not XML; says which line.
    """
    from lxml import etree

    # No entities, no network: foreign XML (CWE-611, CWE-776).
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        return etree.fromstring(source.data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f"line {line}" if line else ""
        # Its message quotes the file, line ends and all.
        raise BadSource(source.name, where, f"not XML ({clean_line(error)[:200]})") from error


def local(element: Any) -> str:
    """Return an element's name without its namespace: real files get that wrong."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""
