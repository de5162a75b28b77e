"""What can go wrong with a backup, in one line that says the way out."""


class BackupError(Exception):
    """A backup that could not be made, read or put back."""
