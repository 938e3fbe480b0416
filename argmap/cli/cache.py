"""``argmap cache``."""

from __future__ import annotations

import click

from argmap.cli.common import say


@click.group()
def cache() -> None:
    """See or empty the cache of parses, encodings and maps.

    What was worked out before is found again by the words it was worked out from, in your cache
    folder (or ARGMAP_CACHE), up to 2048 MiB (or ARGMAP_CACHE_MIB); ARGMAP_NO_CACHE=1 or --no-cache
    does without. A map is the same bytes either way.

    \b
    argmap cache info
    argmap cache clear
    """


@cache.command()
def info() -> None:
    """Print the folder, the number of entries, and the space they take."""
    from argmap.cache import DiskCache, open_cache, results_folder

    opened = open_cache(tell=say)
    entries, size = opened.size() if isinstance(opened, DiskCache) else (0, 0)
    limit = opened.limit if isinstance(opened, DiskCache) else 0
    click.echo(f"folder\t{results_folder()}")
    click.echo(f"entries\t{entries}")
    click.echo(f"MiB\t{size / 2**20:.1f}")
    click.echo(f"limit MiB\t{limit / 2**20:.0f}")


@cache.command()
def clear() -> None:
    """Forget everything; nothing but time is lost."""
    from argmap.cache import DiskCache, open_cache

    opened = open_cache(tell=say)
    count = opened.clear() if isinstance(opened, DiskCache) else 0
    say(f"forgot {count} {'entry' if count == 1 else 'entries'}")
