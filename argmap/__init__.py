"""argmap: argument maps of discussions."""
