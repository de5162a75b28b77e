"""`cityhall retention`: forget what is due, or say how much that would be."""

from __future__ import annotations

import json

import click

from cityhall.cli import require_database, start_django


@click.command("retention", epilog="Example: cityhall retention --dry-run")
@click.option("--dry-run", is_flag=True, help="Only count; nothing is erased.")
@click.option("--vacuum", is_flag=True, help="Write the database anew afterwards; writers wait.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
def command(dry_run: bool, vacuum: bool, as_json: bool) -> None:
    """Forget personal data whose time is over, by the days set under /manage/keeping/.

    The worker of cityhall serve does the same every day; this command does all of it now, in
    small steps, each an act on the public record that says how much went and never whose.
    """
    start_django()
    require_database()
    from django.utils import timezone, translation

    from cityhall.database import erasing
    from cityhall.upkeep import actions, queries

    now = timezone.now()
    report: dict[str, dict[str, int]] = {}
    for kept in queries.kept(at=now):
        gone: dict[str, int] = {"days": kept.days, "due": kept.due or 0}
        while not dry_run and any((step := actions.forget_some(kept.rule.code, at=now)).values()):
            for what, count in step.items():
                gone[what] = gone.get(what, 0) + count
        report[kept.rule.code] = gone
    if not dry_run:
        erasing.settle(vacuum=vacuum)
    if as_json:
        click.echo(json.dumps({"dry_run": dry_run, "rules": report}))
        return
    with translation.override("en"):
        for kept in queries.kept():
            said = dict(report[kept.rule.code])
            days, due = said.pop("days"), said.pop("due")
            went = ", ".join(f"{count:,} {what}" for what, count in said.items()) or "nothing"
            tail = f"{due:,} due" if dry_run else f"{due:,} due, erased: {went}"
            click.echo(f"{kept.rule.title!s}, after {days} days: {tail}")
