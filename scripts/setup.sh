#!/usr/bin/env bash
# Builds what a fresh machine lacks: `app` (to run Vart), `dev` (to test it), `rasa` (the dialogue engine), `browser` and `postgres` (for tests).
# Each part is skipped in a moment when it already stands as the lock file says.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'vart: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# pyenv keeps its interpreters where uv does not look; elsewhere this adds nothing.
for bin in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin; do
  [ -d "$bin" ] && PATH="$PATH:$bin"
done
export PATH

enough_disk() { # $1: GB needed
  local free
  free=$(df -Pk . | awk 'NR == 2 {print int($4 / 1048576)}')
  [ "$free" -ge "$1" ] || fail "not enough disk: about $1 GB are needed here and $free GB are free."
}

find_uv() {
  UV=$(command -v uv || true)
  [ -n "$UV" ] && return
  UV=$PWD/var/tools/bin/uv
  [ -x "$UV" ] && return
  command -v python3 > /dev/null || fail "no python3 was found; install Python 3 and try again."
  say "fetching uv, which builds the environments ..."
  mkdir -p var
  python3 -m venv var/tools 2> var/setup.log || fail "python3 cannot make a virtual environment (on Debian: install python3-venv)."
  var/tools/bin/python -m pip install --quiet uv 2>> var/setup.log ||
    fail "uv could not be installed; is there a connection to the package index? (details: var/setup.log)"
}

# build NAME VENV PYTHON LOCK GB: a virtual environment exactly as a lock file says.
build() {
  local name=$1 venv=$2 python=$3 lock=$4 gigabytes=$5 wanted
  wanted=$(cat "$lock" pyproject.toml | cksum)
  [ "$(cat "$venv/vart-$name" 2> /dev/null || true)" = "$wanted" ] && return
  find_uv
  enough_disk "$gigabytes"
  if [ ! -x "$venv/bin/python" ]; then
    "$UV" venv --quiet --python "$python" "$venv" 2> var/setup.log ||
      fail "Python $python was not found and could not be fetched; install it (for instance with pyenv) and try again."
  fi
  say "installing the $name environment ($(grep -c '==' "$lock") packages) ..."
  VIRTUAL_ENV=$venv "$UV" pip sync --quiet --python "$venv/bin/python" "$lock" ||
    fail "the $name environment could not be installed; see the lines above."
  if [ "$name" != rasa ]; then
    "$UV" pip install --quiet --no-deps --python "$venv/bin/python" --editable . ||
      fail "the vart command could not be installed; see the lines above."
  fi
  printf '%s' "$wanted" > "$venv/vart-$name"
}

browser() {
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" > /dev/null && return
  done
  [ -n "$(find "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}" -maxdepth 1 -name 'chromium*' 2> /dev/null)" ] && return
  say "installing Chromium for the browser tests ..."
  if command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
    { apt-get -q update && apt-get -qy install chromium; } > var/setup.log 2>&1 && return
  fi
  .venv/bin/playwright install chromium > var/setup.log 2>&1 ||
    fail "no Chromium was found and none could be installed; the browser tests need one (details: var/setup.log)."
}

postgres() {
  command -v initdb > /dev/null && return
  ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 && return
  say "installing PostgreSQL for the tests that run on both databases ..."
  if command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
    { apt-get -q update && apt-get -qy install postgresql; } > var/setup.log 2>&1 && return
  fi
  [ -z "${CI:-}" ] || fail "no PostgreSQL was found and none could be installed (details: var/setup.log)."
  say "PostgreSQL could not be installed: the tests on it are left out."
}

mkdir -p var 2> /dev/null || fail "this folder cannot be written to: $PWD"
for part in "$@"; do
  case $part in
    # The test environment holds everything the app needs: one that stands is left as it is.
    app) [ -e .venv/vart-dev ] && build dev .venv 3.12 requirements/dev.txt 2 || build app .venv 3.12 requirements/app.txt 2 ;;
    dev) build dev .venv 3.12 requirements/dev.txt 2 ;;
    rasa) build rasa .venv-rasa 3.10 requirements/rasa.txt 4 ;;
    browser) browser ;;
    postgres) postgres ;;
    *) fail "unknown part: $part" ;;
  esac
done
