"""How far the import of a file has come."""

from __future__ import annotations

from django.db import models


class ImportRun(models.Model):
    """How far an import of a file has come; what makes it resumable."""

    source = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)  # SHA-256 of file and mapping
    line = models.PositiveBigIntegerField(default=0)  # the last line that is done
    created = models.PositiveBigIntegerField(default=0)
    known = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "digest"], name="one_run_per_file")
        ]
