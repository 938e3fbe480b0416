"""ArgumentMap to files. Each writer returns text or bytes; ``write_atomically`` saves it."""
