"""Open311 GeoReport v2 as a server; what it does beyond the standard is in docs/open311.md."""
