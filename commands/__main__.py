"""The command line: `poincon COMMAND`."""

import argparse
import sys

from commands import data, erasures, load, migrate, person, schema, serve, status, token, transfer, verify
from commands.settings import SettingsError
from repositories.embedded_server import EmbeddedStoreError
from repositories.errors import StoreError, StoreUnavailable

COMMANDS = (serve, status, verify, migrate, transfer, erasures, person, load, token, schema, data)


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; its exit code. What an operator can mend is told in French on standard error."""
    parser = argparse.ArgumentParser(prog="poincon", description="Poinçon : certifications professionnelles.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE")
    for command in COMMANDS:
        command.add(commands)
    parsed = parser.parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except (SettingsError, EmbeddedStoreError) as error:
        print(f"poincon : {error}", file=sys.stderr)
    except StoreUnavailable:
        print("poincon : le magasin de données ne répond pas.", file=sys.stderr)
    except StoreError as error:
        print(f"poincon : le magasin de données refuse : {error}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main())
