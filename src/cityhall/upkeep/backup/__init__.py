"""Backups: a folder for each, whole or not there at all, and the way back."""

from cityhall.upkeep.backup.errors import BackupError
from cityhall.upkeep.backup.manifest import Manifest
from cityhall.upkeep.backup.places import backups_in, latest
from cityhall.upkeep.backup.restoring import Restored, drill, restore
from cityhall.upkeep.backup.writing import Written, back_up

__all__ = [
    "BackupError",
    "Manifest",
    "Restored",
    "Written",
    "back_up",
    "backups_in",
    "drill",
    "latest",
    "restore",
]
