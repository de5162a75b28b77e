"""What all pages share: preferences, safety, limits, templating, and the twins of a page."""
