"""`divan charter advise`: a charter composed by the answers to eight questions."""

from __future__ import annotations

import click

from divan.charter import load
from divan.charter.advise import QUESTIONS, advise
from divan.cli.simulating import MATTERS, SEEDS, beside


@click.command("advise", epilog="Example: divan charter advise size=small money=yes > mine.yaml")
@click.argument("answers", nargs=-1, metavar="QUESTION=ANSWER…")
@click.option(
    "--lang",
    type=click.Choice(["fa", "en"]),
    default="en",
    show_default=True,
    help="Language of the questions.",
)
@click.option(
    "--beside", "other", metavar="FILE",
    help="Also simulate it beside this charter: a file, or one that ships.",
)  # fmt: skip
@MATTERS
@SEEDS
def advise_command(
    answers: tuple[str, ...], lang: str, other: str | None, matters: str, seeds: int
) -> None:
    """Compose a charter from tested parts. Without answers: show the questions.

    The file goes to standard output; what each part gives and costs to standard error, and so does
    what a simulation says of it beside another charter; no ranking.
    """
    if not answers:
        for question in QUESTIONS:
            click.echo(f"{question.key}: {question.text[lang]}")
            for choice in question.choices:
                click.echo(f"   {question.key}={choice.code}  {choice.label[lang]}")
        return
    given: dict[str, str] = {}
    for one in answers:
        key, sign, code = one.partition("=")
        if not sign or key in given:
            raise click.ClickException(f"{one[:60]!r}: say each answer once, as size=small")
        given[key] = code
    try:
        made = advise(given)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    click.echo(made.text, nl=False)
    for question, choice in made.chosen:
        click.echo(f"{question.key}={choice.code}: {choice.part[lang]}", err=True)
        click.echo(f"   + {choice.gives[lang]}", err=True)
        click.echo(f"   − {choice.costs[lang]}", err=True)
    if other is not None:
        click.echo("", err=True)
        for line in beside(other, load(made.text), matters, seeds, lang):
            click.echo(line, err=True)
