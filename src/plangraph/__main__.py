"""`python -m plangraph`."""

from plangraph.cli import main

main(prog_name="plangraph")
