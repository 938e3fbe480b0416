"""A server for one machine: SPARQL 1.1 Protocol, a query editor and the maps' pages.

Needs the optional packages Starlette and uvicorn: ``pip install "argmap[serve]"``.
"""

from argmap.serve.options import Options, require

__all__ = ["Options", "require"]
