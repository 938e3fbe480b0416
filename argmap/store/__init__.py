"""Many maps in one place on disk: one named graph per discussion, asked together.

::

    from argmap import load
    from argmap.store import MapStore

    store = MapStore("kb")
    store.add([load("out/first"), load("out/second")])
    store.query("SELECT ?text { ?claim a argmap:Claim ; argmap:text ?text }")
"""

from argmap.store.generations import Entry, Snapshot, is_store
from argmap.store.maps import MapStore

__all__ = ["Entry", "MapStore", "Snapshot", "is_store"]
