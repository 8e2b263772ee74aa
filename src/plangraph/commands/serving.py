"""`plangraph serve` and `reload`."""

from __future__ import annotations

import gc
import logging
import sys
from pathlib import Path

import click

from plangraph import __version__
from plangraph.commands.common import language, limits, root_option, silence
from plangraph.errors import ReloadFailed
from plangraph.settings import Settings

HOST = "127.0.0.1"
PORT = 8000

log = logging.getLogger("plangraph")


@click.command()
@click.option("--host", default=HOST, show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option(
    "--sources",
    metavar="DIR",
    type=click.Path(readable=False, path_type=Path),  # what is wrong with it is told in our own words
    help="Folder with your own copies of the source documents, each under its pg:fileName: the pages then show the"
    " passages that are cited, to whoever can reach the server.",
)
@root_option
@limits()
def serve(host: str, port: int, sources: Path | None, root: Path | None, **limits: float | str | None) -> None:
    """Serve the web pages and the SPARQL endpoint.

    \b
    Examples:
      plangraph serve
      plangraph serve --port 8080 --deadline 5
      plangraph serve --sources documents
    """  # noqa: D301 - \b is how click is told to keep lines
    gc.disable()  # while what stays for ever is made, there is nothing to collect; the server goes on with it
    from plangraph_web.server import serve as run

    settings = Settings.from_environment(**limits)
    run(
        host,
        port,
        settings,
        root,
        sources,
        announce=lambda url: _print(f"plangraph {__version__}: {url}"),
        loaded=lambda found: _print(found.sentence(language())),
        waits=lambda found: _print(found.sentence(language())),
    )


def _print(text: str) -> None:
    """Print it, or nothing from now on if nobody reads it any more or the disk is full: the server serves on."""
    try:
        click.echo(text)
    except OSError as error:
        silence(sys.stdout)
        if not isinstance(error, BrokenPipeError):
            log.warning("Nothing more is printed: standard output cannot be written (%s).", error.strerror)


@click.command()
@click.option("--host", default=HOST, show_default=True, help="The --host of the server.")
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="The port that it announced."
)
@click.pass_context
def reload(ctx: click.Context, host: str, port: int) -> None:
    """Have a running server of yours on this machine read its files anew.

    Nobody notices but by the new data: what is being answered is answered from the old ones. If the new ones cannot be
    loaded, the server goes on with the old ones, and exit code 1 says so.

    \b
    Examples:
      plangraph reload
      plangraph reload --port 8080
    """  # noqa: D301 - \b is how click is told to keep lines
    from plangraph import control

    try:
        click.echo(control.reload(host, port).sentence(language()))
    except ReloadFailed as error:
        click.echo(f"plangraph: {error.sentence(language())}", err=True)
        ctx.exit(1)
