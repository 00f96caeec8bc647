#!/bin/sh
# Makes the secrets that docker-compose.yml mounts, in deploy/secrets; what is already there stays.
#
#   sh deploy/secrets.sh                the secrets that are not there yet
#   sh deploy/secrets.sh renew NAME     another token_key, mongodb_password or signing_keys; services read it when they
#                                       are made again (docs/guide/exploitation.md)
#
# Containers read them under users of their own, so the files are readable and it is their folder that only you can
# enter. Back the folder up apart from the data: without token_key every token given out is void, without journal_key the
# journal can no longer be verified, and without signing_keys certificates are signed by another key.
set -eu
cd -- "$(dirname -- "$0")"

umask 077
mkdir -p secrets
chmod 700 secrets

random_text() { # $1 bytes, as hexadecimal digits: nothing that an address or a shell would read otherwise
    od -An -v -tx1 -N "$1" /dev/urandom | tr -d ' \n'
}

make_secret() { # $1 name, $2 text
    [ -e "secrets/$1" ] && case " $renewed " in *" $1 "*) ;; *) return ;; esac
    printf '%s' "$2" >"secrets/$1.new"
    chmod 444 "secrets/$1.new"
    mv "secrets/$1.new" "secrets/$1"
    echo "deploy/secrets/$1"
}

renewed=
case "${1-} ${2-}" in
    " ") ;;
    "renew token_key" | "renew signing_keys") renewed=$2 ;;
    "renew mongodb_password") renewed="mongodb_password mongodb_url" ;;
    *)
        echo "What can be renewed is token_key, mongodb_password and signing_keys." >&2
        exit 1
        ;;
esac
former=$(cat secrets/signing_keys 2>/dev/null || true) # what these signed is still known

make_secret mongodb_key "$(random_text 256)"
make_secret mongodb_root_password "$(random_text 24)"
make_secret mongodb_password "$(random_text 24)"
# Those that are not there are left out by the driver.
members=mongodb:27017,mongodb-2:27017,mongodb-3:27017
make_secret mongodb_url "mongodb://poincon:$(cat secrets/mongodb_password)@$members/?replicaSet=rs0&authSource=admin"
make_secret token_key "$(random_text 32)"
make_secret journal_key "$(random_text 32)"
make_secret signing_keys "$(random_text 32)${former:+
$former}"
