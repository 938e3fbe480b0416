"""The command line: options and words here, the work elsewhere. One file per command.

Modules of this room import click alone; what a command needs is imported when it runs, so that
``argmap --help`` answers at once.
"""
