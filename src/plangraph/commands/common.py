"""What several commands have: options, and the language of their sentences."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from plangraph.errors import Language
from plangraph.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def language() -> Language:
    """The language that the environment asks for: Japanese, else English."""
    chosen = next((os.environ[name] for name in ("PLANGRAPH_LANG", "LC_ALL", "LANG") if os.environ.get(name)), "")
    return "ja" if chosen.startswith("ja") else "en"


def root_option(command: Command) -> Command:
    """Give a command the option `--root`."""
    help_text = "Folder that holds ontology/ and data/ttl/ (default: the data that came with plangraph)."
    return click.option("--root", type=click.Path(readable=False, path_type=Path), help=help_text)(command)


def limits(*names: str) -> Callable[[Command], Command]:
    """Give a command the options for these settings, or for all."""

    def add(command: Command) -> Command:
        for row in reversed(fields(Settings)):
            if row.name in names or not names:
                option = "--" + row.name.replace("_", "-")
                text = isinstance(row.default, str)
                default = "none" if text else f"{row.default:g}"
                sentence = f"{row.metadata['en']} [default: {default}]"
                command = click.option(option, metavar="ADDRESS" if text else "NUMBER", help=sentence)(command)
        return command

    return add


def silence(stream: IO[str] | None) -> None:
    """Have what is printed from now on go nowhere, as Python would fail over it again at its end."""
    if stream:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
