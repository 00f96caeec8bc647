"""`poincon data`: the facts that ship, made from the public files they come from."""

import argparse
from typing import Any


def add(commands: Any) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser("data", help="refaire les faits livrés")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Rebuilds the shipped facts."""
    return 0
