"""Pages of the record, and the files by which programs verify it."""
