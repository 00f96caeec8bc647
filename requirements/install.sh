#!/bin/sh
# Makes .venv hold what the named locks pin: sh requirements/install.sh core [embedded] [dev]
#
# Does nothing when it already does. A first Python that fits is taken: one that is there under its own name before
# `python3`. What was interrupted is begun afresh. Also writes .venv/bin/poincon, the command line from any folder.
set -eu
cd -- "$(dirname -- "$0")/.."

environment=.venv
python=$environment/bin/python
installed=$environment/.installed # the digests of the locks that it holds
busy=$environment/.installing     # there while pip works, hence also after an interruption

say() { printf '%s\n' "$*" >&2; }

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1; }

find_python() {
    unable=
    for name in python3.13 python3.12 python3.11 python3; do
        fits "$name" || continue
        if "$name" -c 'import ensurepip, venv' >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
        unable="$unable $name"
    done
    if [ -n "$unable" ]; then
        say "Poinçon:$unable cannot make a virtual environment."
        say "On Debian or Ubuntu, install python3-venv; then run make again."
    else
        say "Poinçon needs Python 3.11, 3.12 or 3.13; none of python3.13, python3.12, python3.11 and python3 fits."
        say "Found: $(python3 --version 2>/dev/null || echo 'no python3 at all')"
        say "Install one (Debian or Ubuntu: apt install python3 python3-venv), then run make again."
    fi
    exit 1
}

write_launcher() {
    cat >"$environment/bin/poincon" <<'LAUNCHER'
#!/bin/sh
# The command line of this checkout, from any folder. -P: a folder of the caller's never hides one of ours.
root=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")/../.." && pwd)
PYTHONPATH=$root${PYTHONPATH:+:$PYTHONPATH} exec "$root/.venv/bin/python" -P -m commands "$@"
LAUNCHER
    chmod +x "$environment/bin/poincon"
}

if [ -e "$busy" ]; then
    other=$(cat "$busy")
    if [ -n "$other" ] && kill -0 "$other" 2>/dev/null; then
        say "Another installation (process $other) is at work in $environment; wait for its end. If it is none, remove $environment."
        exit 1
    fi
    say "An installation was interrupted: beginning afresh."
    rm -rf "$environment"
elif [ -e "$environment" ] && ! fits "$python"; then
    say "The Python of $environment is gone or does not fit: beginning afresh."
    rm -rf "$environment"
fi

digest_of() { printf '%s %s\n' "$1" "$(cksum <"requirements/$1.txt")"; }

wanted=
for lock in "$@"; do
    grep -qxF "$(digest_of "$lock")" "$installed" 2>/dev/null || wanted="$wanted --requirement requirements/$lock.txt"
done
if [ -z "$wanted" ]; then
    [ -x "$environment/bin/poincon" ] || write_launcher
    exit 0
fi

if [ ! -x "$python" ]; then
    base=$(find_python)
    say "Making $environment with $("$base" --version) ($base)"
    mkdir -p "$environment"
    echo $$ >"$busy"
    "$base" -m venv "$environment"
fi
echo $$ >"$busy"
say "Installing from requirements/: $* (a minute or so the first time)"
# shellcheck disable=SC2086 # one word per lock, none holds a blank
"$python" -m pip install --disable-pip-version-check --no-input --require-hashes --only-binary :all: $wanted
write_launcher
touch "$installed"
for lock in "$@"; do
    { grep -v "^$lock " "$installed" || true; digest_of "$lock"; } >"$installed.new"
    mv "$installed.new" "$installed"
done
rm -f "$busy"
