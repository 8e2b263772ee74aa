"""The command `plangraph`."""

from __future__ import annotations

import errno
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import IO, Any, Final

import click

from plangraph import __version__
from plangraph.commands.answering import ask
from plangraph.commands.asking import query
from plangraph.commands.checking import release, rule, validate, verify
from plangraph.commands.common import language, silence
from plangraph.commands.searching import search
from plangraph.commands.serving import reload, serve
from plangraph.errors import OutputUnwritable, PlangraphError

_NO_SPACE: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class Sentences(click.Group):
    """A group whose commands end a PlangraphError as one sentence and exit code 2, never as a traceback."""

    def main(self, *words: Any, **options: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command line; where what it prints cannot be written, end with one sentence and exit code 2, too.

        What the encoding of the terminal or pipe does not have is written as its number.
        """
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            try:
                return super().main(*words, **options)
            finally:
                _finish(sys.stdout)
        except OSError as error:
            if error.errno not in _NO_SPACE:
                raise
            silence(sys.stdout)
            with suppress(OSError):
                click.echo(f"plangraph: {OutputUnwritable(reason=error.strerror).sentence(language())}", err=True)
            sys.exit(2)
        finally:
            with suppress(OSError):
                _finish(sys.stderr)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command."""
        try:
            return super().invoke(ctx)
        except PlangraphError as error:
            click.echo(f"plangraph: {error.sentence(language())}", err=True)
            for note in filter(None, getattr(error, "__notes__", ())):
                click.echo(note, err=True)
            ctx.exit(2)


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="plangraph %(version)s")
def main() -> None:
    """Municipal comprehensive plans as one linked, checked, citable graph.

    Messages are in Japanese where LANG (or PLANGRAPH_LANG) begins with ja, else in English.
    """


for each in (serve, reload, ask, query, search, validate, rule, verify, release):
    main.add_command(each)


def _finish(stream: IO[str] | None) -> None:
    """Write what a stream still holds. Raises OSError, which Python would report in its own way at its end."""
    if stream:
        try:
            stream.flush()
        except OSError:
            silence(stream)
            raise
