"""What was worked out before, by what it was worked out from: never by name or date.

A key is a digest of all a result depends on: the words, the settings, this package's own files,
the models and the versions of what runs them. So nothing is ever out of date, a result from here
is the result of a fresh run, and throwing the folder away costs time alone.
"""

from argmap.cache.disk import (
    NO_CACHE,
    Cache,
    DiskCache,
    NoCache,
    base_folder,
    open_cache,
    results_folder,
    wanted,
)
from argmap.cache.keys import digest, environment, folder_digest

__all__ = [
    "NO_CACHE",
    "Cache",
    "DiskCache",
    "NoCache",
    "base_folder",
    "digest",
    "environment",
    "folder_digest",
    "open_cache",
    "results_folder",
    "wanted",
]
