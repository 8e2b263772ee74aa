"""The command `plangraph`."""

from __future__ import annotations

from typing import Any

import click
from rich.cells import cell_len

from plangraph import __version__
from plangraph.commands.asking import query
from plangraph.commands.checking import release, rule, validate, verify
from plangraph.commands.common import language
from plangraph.commands.serving import reload, serve
from plangraph.errors import PlangraphError, QuerySyntax


class Sentences(click.Group):
    """A group whose commands end a PlangraphError as one sentence and exit code 2, never as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command."""
        try:
            return super().invoke(ctx)
        except PlangraphError as error:
            click.echo(f"plangraph: {error.sentence(language())}", err=True)
            if isinstance(error, QuerySyntax):
                click.echo(_pointed(str(error.fields["text"]), int(str(error.fields["column"]))), err=True)
            ctx.exit(2)


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="plangraph %(version)s")
def main() -> None:
    """Municipal comprehensive plans as one linked, checked, citable graph.

    Messages are in Japanese where LANG (or PLANGRAPH_LANG) begins with ja, else in English.
    """


for each in (serve, reload, query, validate, rule, verify, release):
    main.add_command(each)


def _pointed(text: str, column: int) -> str:
    """A line of a query with a caret below the character at `column` (from 1)."""
    return f"  {text}\n  {' ' * cell_len(text[: column - 1])}^"
