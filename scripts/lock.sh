#!/usr/bin/env bash
# Resolves requirements/*.in into lock files with hashes and without index addresses (docs/decisions/0001).
set -euo pipefail
cd "$(dirname "$0")/../requirements"
UV=$(command -v uv || echo ../var/tools/bin/uv)
lock() { # $1: name, $2: Python
  "$UV" pip compile --quiet --generate-hashes --no-emit-index-url --no-header --upgrade --python-version "$2" "$1.in" -o "$1.txt"
}
lock app 3.12
lock dev 3.12 # dev.in is constrained to app.txt: one version of everything
lock rasa 3.10
