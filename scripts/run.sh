#!/bin/sh
# Runs a script of this project on the Node version it pins: sh scripts/run.sh <script.ts> [arguments]
# A fresh clone, or one whose lock file has changed, gets its packages first.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
installed=node_modules/.package-lock.json
node=node_modules/.bin/node
fresh() {
  # `npm ci` copies what it installed to this file; an older one, or a missing Node, means there is work to do.
  [ -f "$installed" ] && [ -x "$node" ] && [ -z "$(find package-lock.json -newer "$installed")" ] && "$node" -e '' 2>/dev/null
}
if ! fresh; then
  echo 'Installing the packages of package-lock.json …' >&2
  npm ci --no-audit --no-fund --loglevel=error >&2
  # The install may have finished within the same clock tick as the checkout; say that it is the newer one.
  touch "$installed"
fi
script=$1
shift
PATH="$root/node_modules/.bin:$PATH"
export PATH
exec "$node" "scripts/$script" "$@"
