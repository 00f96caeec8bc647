#!/bin/sh
# The second store of the tests: another server of MongoDB's protocol, nearer to MongoDB than the embedded one.
#
#   sh requirements/second_store.sh build            builds it, once, outside of the checkout
#   sh requirements/second_store.sh run COMMAND...   runs a command with POINCON_TEST_MONGODB_URL naming a new, empty one
#
# It is secantusd-rs of the crate secantus-mdb (GPL-2.0-only), reached through its socket alone and part of nothing that
# is released. What `run` starts has its own temporary folder and a free port of this machine, and ends with it.
set -eu

version=0.5.3-beta.196
root=${XDG_CACHE_HOME:-$HOME/.cache}/poincon/secantus-mdb-$version
program=$root/bin/secantusd-rs

say() { printf '%s\n' "$*" >&2; }

build() {
    [ ! -x "$program" ] || return 0
    missing=
    for tool in cargo cmake cc c++; do
        command -v "$tool" >/dev/null || missing="$missing $tool"
    done
    if [ -n "$missing" ]; then
        say "The second store is built from source, for which this machine lacks:$missing."
        say "Install Rust (https://rustup.rs), CMake and a C and C++ compiler (Debian or Ubuntu: apt install cargo cmake g++),"
        say "or give another server: make test-store MONGODB_URL=mongodb://host:port/?replicaSet=..."
        exit 1
    fi
    say "Building the second store (secantus-mdb $version) into $root: about 15 minutes on two cores, once."
    # What an interrupted build has compiled is found again by the next. The crate asks for a newer Rust than it needs.
    CARGO_TARGET_DIR=$root/target cargo install --locked --version "$version" --ignore-rust-version \
        --root "$root" secantus-mdb
    rm -rf "$root/target"
}

run() {
    folder=$(mktemp -d)
    mkfifo "$folder/held"
    # So that no other settings of the machine apply. Tests tell the server when to fail.
    printf '[server]\nenable_test_commands = true\n' >"$folder/settings.toml"
    (
        # This script holds the pipe open: its end, even by kill -9, is the server's and the folder's.
        trap '' HUP INT TERM
        "$program" --config "$folder/settings.toml" --host 127.0.0.1 --port 0 --storage-path "$folder/data" \
            --cache-size 512M --log-level ERROR >"$folder/log" 2>&1 &
        cat "$folder/held" >/dev/null
        kill -9 $! 2>/dev/null || true
        wait
        rm -rf "$folder"
    ) &
    keeper=$!
    exec 9>"$folder/held"
    trap 'exec 9>&-; wait "$keeper" || true' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM

    port=
    tries=0
    while [ -z "$port" ]; do
        port=$(sed -n 's/.*listening on 127\.0\.0\.1:\([0-9]*\)$/\1/p' "$folder/log" 2>/dev/null)
        tries=$((tries + 1))
        if [ -z "$port" ] && [ "$tries" -gt 300 ]; then
            say "The second store does not start:"
            cat "$folder/log" >&2
            exit 1
        fi
        [ -n "$port" ] || sleep 0.1
    done
    export POINCON_TEST_MONGODB_URL="mongodb://127.0.0.1:$port/?directConnection=true"
    say "The second store answers on port $port."
    "$@" 9>&-
}

case ${1:-} in
build)
    build
    say "The second store is built: $program"
    ;;
run)
    shift
    build
    run "$@"
    ;;
*)
    say 'usage: sh requirements/second_store.sh build | run COMMAND...'
    exit 2
    ;;
esac
