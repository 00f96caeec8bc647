#!/bin/sh
# Writes into .env what the images of docker-compose.yml are, by digest, as their registries tell it today.
#
# Nothing else in .env changes. Run it again to take newer images, with eyes open: `git diff` or a copy says what moved.
set -eu
cd -- "$(dirname -- "$0")/.."

command -v docker >/dev/null || { echo "Docker is needed, with access to the registries of its images." >&2; exit 1; }

digest_of() { # $1 image
    docker pull --quiet "$1" >/dev/null
    digest=$(docker image inspect --format '{{index .RepoDigests 0}}' "$1" | sed 's/.*@//')
    case $digest in
        sha256:*) printf '%s' "$digest" ;;
        *) echo "$1: its registry tells no digest." >&2; return 1 ;;
    esac
}

mongodb=$(digest_of mongo:8.0)
python=$(digest_of python:3.13-slim-bookworm)
caddy=$(digest_of caddy:2)

umask 077
{
    grep -vE '^(MONGODB|PYTHON|CADDY)_DIGEST=' .env 2>/dev/null || true
    printf '%s\n' "MONGODB_DIGEST=$mongodb" "PYTHON_DIGEST=$python" "CADDY_DIGEST=$caddy"
} >.env.new
mv .env.new .env
grep '_DIGEST=' .env
