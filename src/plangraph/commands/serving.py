"""`plangraph serve`."""

from __future__ import annotations

from pathlib import Path

import click

from plangraph import __version__
from plangraph.commands.common import limits, root_option
from plangraph.settings import Settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option(
    "--sources",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder with your own copies of the source documents, each under its pg:fileName: the pages then show the"
    " passages that are cited, to whoever can reach the server.",
)
@root_option
@limits()
def serve(host: str, port: int, sources: Path | None, root: Path | None, **limits: float | None) -> None:
    """Serve the web pages and the SPARQL endpoint.

    \b
    Examples:
      plangraph serve
      plangraph serve --port 8080 --deadline 5
      plangraph serve --sources documents
    """  # noqa: D301 - \b is how click is told to keep lines
    from plangraph_web.server import serve as run

    settings = Settings.from_environment(**limits)
    run(host, port, settings, root, sources, lambda url: click.echo(f"plangraph {__version__}: {url}"))
