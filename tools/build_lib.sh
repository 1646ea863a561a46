# Shared by tools/start and tools/test (sourced): configure and build a preset with progress in plain words.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

say() { printf '\n== %s  %s\n' "$(date +%H:%M:%S)" "$*"; }

# folder PRESET: where its objects are (build/web itself is the finished site).
folder() { if [ "$1" = web ]; then echo build/web-objects; else echo "build/$1"; fi; }

# configure PRESET: takes a second when nothing changed; the full text goes to configure.log in the build folder.
configure() {
  local dir
  dir=$(folder "$1")
  [ -f "$dir/build.ninja" ] || say "configuring $1"
  mkdir -p "$dir"
  cmake --preset "$1" >"$dir/configure.log" 2>&1 || { cat "$dir/configure.log" >&2; return 1; }
}

# build PRESET [ninja arguments]: shows one moving line on a terminal and a line every 20 steps elsewhere.
build() {
  local preset=$1; shift
  say "building $preset (the first time takes some minutes, later only what changed)"
  if [ -t 1 ]; then
    NINJA_STATUS='[%f/%t, %es] ' ninja -C "$(folder "$preset")" "$@"
  else
    NINJA_STATUS='[%f/%t, %es] ' ninja -C "$(folder "$preset")" "$@" 2>&1 |
      awk '/^\[[0-9]+\/[0-9]+, / { split(substr($1, 2), p, "[/,]"); if (p[1] % 20 == 0 || p[1] == p[2]) { print; fflush() } next } { print; fflush() }'
  fi
}
