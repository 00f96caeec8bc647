#!/bin/sh
# Makes the secrets that docker-compose.yml mounts, in deploy/secrets; what is already there stays.
#
# Containers read them under users of their own, so the files are readable and it is their folder that only you can
# enter. Back the folder up apart from the data: without token_key every token given
# out is void, and without journal_key the journal can no longer be verified.
set -eu
cd -- "$(dirname -- "$0")"

umask 077
mkdir -p secrets
chmod 700 secrets

random_text() { # $1 bytes, as hexadecimal digits: nothing that an address or a shell would read otherwise
    od -An -v -tx1 -N "$1" /dev/urandom | tr -d ' \n'
}

make_secret() { # $1 name, $2 text
    [ -e "secrets/$1" ] && return
    printf '%s' "$2" >"secrets/$1.new"
    chmod 444 "secrets/$1.new"
    mv "secrets/$1.new" "secrets/$1"
    echo "deploy/secrets/$1"
}

make_secret mongodb_key "$(random_text 256)"
make_secret mongodb_root_password "$(random_text 24)"
make_secret mongodb_password "$(random_text 24)"
make_secret mongodb_url "mongodb://poincon:$(cat secrets/mongodb_password)@mongodb:27017/?replicaSet=rs0&authSource=admin"
make_secret token_key "$(random_text 32)"
make_secret journal_key "$(random_text 32)"
