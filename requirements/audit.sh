#!/bin/sh
# Asks the registries for the known faults of what the locks pin; 1 when there is one, or when nobody answers.
#
# --strict: a package that the registry knows nothing of is a failure, not a pass. The tool lives in a folder of its own
# for the time of the run, so that .venv holds only what is pinned.
set -eu
cd -- "$(dirname -- "$0")"

tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
../.venv/bin/python -m venv "$tool"
"$tool/bin/python" -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1

bad=0
for lock in *.txt; do
    echo "requirements/$lock"
    "$tool/bin/pip-audit" --strict --require-hashes --disable-pip --progress-spinner off --requirement "$lock" || bad=1
done
for folder in graph/explorer tests/node; do
    echo "$folder/package-lock.json"
    (cd "../$folder" && npm audit --package-lock-only) || bad=1
done
exit "$bad"
