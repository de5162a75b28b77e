"""Service requests, from a resident's words to "solved" (names follow Open311 GeoReport v2)."""
