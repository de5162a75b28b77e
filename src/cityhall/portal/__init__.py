"""Home, search, help and errors: composes the counters and owns no data."""
