"""`poincon schema`: the main schema's text, or the partners'."""

import argparse
from typing import Any

from graphql import print_schema

from graph.schema.federation import federated
from graph.schema.schema import GRAPHQL


def add(commands: Any) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser("schema", help="écrire le schéma GraphQL")
    parser.add_argument("--federation", action="store_true", help="celui des partenaires")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the schema."""
    print(federated(GRAPHQL)[1].rstrip() if arguments.federation else print_schema(GRAPHQL))
    return 0
