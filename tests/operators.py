"""What an operator reads and copies, and how it is checked against the program."""

from __future__ import annotations

from typing import Final

import click
from running_server import ROOT

from plangraph import cli

EXAMPLES: Final = ROOT / "examples"
PROGRAM: Final = "/opt/plangraph/bin/plangraph"


def understood(words: list[str]) -> click.Context:
    """A command line of ours, from the name of its command on. Raises KeyError or click.UsageError if it is none."""
    name, *rest = words
    return cli.main.commands[name].make_context(name, rest)
