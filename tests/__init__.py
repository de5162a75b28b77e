"""Makes `tests` this folder, whatever else is installed under that name."""
