#!/bin/sh
# Pins requirements/*.in into *.txt with the digests of every platform's files, for Python 3.11 to 3.13.
# One version of each, whatever the Python. The tool lives in a folder of its own for the time of the run, so that .venv
# holds only what is pinned.
set -eu
cd -- "$(dirname -- "$0")"

tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
../.venv/bin/python -m venv "$tool"
"$tool/bin/python" -m pip install --quiet --disable-pip-version-check uv==0.13.9

for lock in core traces embedded dev; do # in this order: each is held to the versions of those before it
    "$tool/bin/uv" pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
        --only-binary :all: --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
        --output-file "$lock.txt" "$lock.in"
done
