# Shared by the setup scripts (sourced, never run): where things go, the lock file, and a private apt.
# It never touches the host's own package database; that is host_packages' job alone.
set -euo pipefail

ZHUNRU_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
SETUP_DIR=$ZHUNRU_ROOT/tools/setup
LOCK_FILE=$SETUP_DIR/lock.txt
DOT_SETUP=$ZHUNRU_ROOT/.setup
CACHE=${ZHUNRU_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/zhunru}
DOWNLOADS=$CACHE/downloads

say() { printf '[setup %s] %s\n' "$(date +%H:%M:%S)" "$*"; }
die() { printf '[setup] ERROR: %s\n' "$*" >&2; exit 1; }

mkdir -p "$DOT_SETUP" "$DOWNLOADS"

# One setup at a time per cache; a second clone waits for the first one and then finds everything done.
lock_cache() {
  [ -n "${ZHUNRU_CACHE_LOCKED:-}" ] && return
  exec 9>"$CACHE/lock"
  flock -n 9 || { say "another setup is using the cache; waiting for it"; flock 9; }
  export ZHUNRU_CACHE_LOCKED=1
}

sha256_of() { sha256sum "$1" | cut -d' ' -f1; }

# lock_field NAME COLUMN: columns are kind name version range suites file sha256.
lock_field() {
  awk -v n="$1" -v c="$2" '$1 !~ /^#/ && $2 == n { print $c; found = 1 } END { exit !found }' "$LOCK_FILE" ||
    die "$1 is not in $LOCK_FILE"
}

# in_range VERSION "MIN..BELOW": MIN <= VERSION < BELOW in Debian's ordering; "any" allows everything.
in_range() {
  [ "$2" = any ] && return 0
  dpkg --compare-versions "$1" ge "${2%%..*}" && dpkg --compare-versions "$1" lt "${2##*..}~"
}

# The address of the machine's own Debian mirror, as its apt sources name it.
debian_mirror() {
  local uri
  uri=$(apt-get indextargets --format '$(REPO_URI)|$(ORIGIN)|$(LABEL)|$(COMPONENT)' 2>/dev/null |
    awk -F'|' '$2 == "Debian" && $3 == "Debian" && $4 == "main" { print $1; exit }')
  [ -n "$uri" ] || uri=$(sed -nE 's/^URIs:[[:space:]]*([^[:space:]]+).*/\1/p; s/^deb([[:space:]]+\[[^]]*\])?[[:space:]]+([^[:space:]]+).*/\2/p' \
    /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
    grep -v -e security -e updates | head -n 1)
  [ -n "$uri" ] || die "no Debian mirror found in this machine's apt sources (/etc/apt)"
  printf '%s\n' "${uri%/}"
}

# Sets APT to the options of a private apt whose lists live in the cache. Reads the indexes at most once an hour.
private_apt() {
  local base=$CACHE/apt key=/usr/share/keyrings/debian-archive-keyring.gpg mirror
  [ -f "$key" ] || die "$key is missing: install debian-archive-keyring"
  mirror=$(debian_mirror)
  mkdir -p "$base/state/lists/partial" "$base/cache/archives/partial" "$base/parts" "$base/preferences"
  : >"$base/status"
  {
    echo "deb [signed-by=$key] $mirror trixie main"
    for suite in trixie forky sid; do echo "deb-src [signed-by=$key] $mirror $suite main"; done
  } >"$base/sources.list"
  APT=(-o "Dir::State=$base/state" -o "Dir::State::Lists=$base/state/lists" -o "Dir::State::status=$base/status"
    -o "Dir::Cache=$base/cache" -o "Dir::Etc::sourcelist=$base/sources.list" -o "Dir::Etc::sourceparts=$base/parts"
    -o "Dir::Etc::preferencesparts=$base/preferences" -o APT::Install-Recommends=false -o APT::Sandbox::User=root
    -o Acquire::Retries=3 -o Acquire::Languages=none)
  [ -n "$(find "$base/updated" -mmin -60 2>/dev/null)" ] && return
  say "reading the package indexes of the mirror (about 45 MB)"
  if ! apt-get "${APT[@]}" -q=2 update 2>"$base/update.log"; then
    # A mirror that stands still, or a machine whose clock runs ahead: signatures still hold, only the age does not.
    grep -q 'is expired' "$base/update.log" || { cat "$base/update.log" >&2; die "could not read the package indexes; check the network and /etc/apt"; }
    say "NOTE: the mirror's indexes are past their date; using them all the same (signatures and the lock's SHA-256 decide)"
    apt-get "${APT[@]}" -o Acquire::Check-Valid-Until=false -q=2 update || die "could not read the package indexes; check the network and /etc/apt"
  fi
  touch "$base/updated"
}

# candidates NAME LOCKED RANGE AVAILABLE...: the versions to try, best first: the locked one, then the newest in range.
candidates() {
  local name=$1 locked=$2 range=$3 v found=(); shift 3
  for v in "$@"; do
    if [ "$v" = "$locked" ]; then printf '%s\n' "$v"; elif in_range "$v" "$range"; then found+=("$v"); fi
  done
  while [ ${#found[@]} -gt 0 ]; do
    local best=0 i
    for i in "${!found[@]}"; do dpkg --compare-versions "${found[$i]}" gt "${found[$best]}" && best=$i; done
    printf '%s\n' "${found[$best]}"
    unset "found[$best]"; found=(${found[@]+"${found[@]}"})
  done
}

# check_locked FILE NAME: compares with the lock; a file of the locked version must match exactly.
check_locked() {
  local want got
  want=$(lock_field "$2" 7); got=$(sha256_of "$1")
  [ "$want" = "$got" ] || die "$1: SHA-256 is $got, the lock says $want. Delete it and run again; if it stays, do not trust the mirror."
}

note_newer() { say "NOTE: $1 $2 of the lock is gone from the mirror; using $3 (verified by the signed index)"; }

# fetch_source NAME: leaves the orig tarball in the cache and prints its path on FETCHED.
fetch_source() {
  local name=$1 locked file versions version= dir got
  locked=$(lock_field "$name" 3); file=$(lock_field "$name" 6)
  FETCHED=$DOWNLOADS/$file; FETCHED_VERSION=$locked
  if [ -f "$FETCHED" ]; then check_locked "$FETCHED" "$name"; return; fi
  private_apt
  mapfile -t versions < <(apt-cache "${APT[@]}" showsrc "$name" 2>/dev/null | awk -v n="$name" \
    '/^Package:/ { p = $2 } /^Version:/ && p == n { print $2 }')
  dir=$(mktemp -d "$CACHE/fetch.XXXXXX")
  for version in $(candidates "$name" "$locked" "$(lock_field "$name" 4)" "${versions[@]}"); do
    # An index may name a file that the mirror no longer has: then the next version is tried.
    (cd "$dir" && apt-get "${APT[@]}" -q=2 source --download-only --tar-only "$name=$version" >"$dir.log" 2>&1) && break
    say "NOTE: $name $version is in the index, but its file is not on the mirror"
    version=
  done
  [ -n "${version:-}" ] || { cat "$dir.log" 2>/dev/null >&2 || true; die "no source of $name within $(lock_field "$name" 4) could be had (locked: $locked; index: ${versions[*]})"; }
  got=$(ls "$dir" | grep '\.orig\.tar' | head -n 1)
  [ -n "$got" ] || die "the mirror gave no orig tarball for $name $version"
  if [ "$got" = "$file" ]; then check_locked "$dir/$got" "$name"; else note_newer "$name" "$locked" "$version"; fi
  FETCHED=$DOWNLOADS/$got; FETCHED_VERSION=$version
  mv "$dir/$got" "$FETCHED"; rm -rf "$dir" "$dir.log"
}

# fetch_debs DIR NAME...: downloads binary packages of trixie into DIR, checked against the lock.
fetch_debs() {
  local dir=$1 name locked version versions file wanted=(); shift
  private_apt
  mkdir -p "$dir"
  apt-cache "${APT[@]}" show "$@" 2>/dev/null | awk '/^Package:/ { p = $2 } /^Version:/ { print p, $2 }' >"$dir/.versions"
  for name in "$@"; do
    locked=$(lock_field "$name" 3)
    mapfile -t versions < <(awk -v n="$name" '$1 == n { print $2 }' "$dir/.versions")
    version=$(candidates "$name" "$locked" "$(lock_field "$name" 4)" "${versions[@]}" | head -n 1)
    [ -n "$version" ] || die "$name: no version within $(lock_field "$name" 4) on the mirror (locked: $locked)"
    [ "$version" = "$locked" ] || note_newer "$name" "$locked" "$version"
    wanted+=("$name=$version")
  done
  (cd "$dir" && apt-get "${APT[@]}" -q=2 download "${wanted[@]}") || die "downloading packages failed: $*"
  for name in "$@"; do
    file=$(lock_field "$name" 6)
    [ -f "$dir/$file" ] && check_locked "$dir/$file" "$name"
  done
  rm -f "$dir/.versions"
}

# unpack_deb FILE INTO [tar options]: the data of a Debian package, without dpkg.
unpack_deb() {
  local deb=$1 into=$2 member; shift 2
  member=$(ar t "$deb" | grep '^data\.tar')
  case $member in
    *.xz) ar p "$deb" "$member" | xz -dc -T0 ;;
    *.zst) ar p "$deb" "$member" | zstd -dcq ;;
    *.gz) ar p "$deb" "$member" | gzip -dc ;;
    *) ar p "$deb" "$member" ;;
  esac | tar -x -C "$into" "$@"
}

# link_into_setup NAME FOLDER: .setup/NAME becomes a link to FOLDER.
link_into_setup() { mkdir -p "$(dirname "$DOT_SETUP/$1")"; ln -sfn "$2" "$DOT_SETUP/$1"; }

# fetch_npm NAME: leaves the package's tarball in the cache (npm's ordinary client, nothing is installed or run).
fetch_npm() {
  local name=$1 version file dir
  version=$(lock_field "$name" 3); file=$(lock_field "$name" 6)
  FETCHED=$DOWNLOADS/$file; FETCHED_VERSION=$version
  if [ ! -f "$FETCHED" ]; then
    dir=$(mktemp -d "$CACHE/fetch.XXXXXX")
    # Node trusts its own list of authorities only; a machine behind a company's proxy has more in the system's bundle.
    [ -f /etc/ssl/certs/ca-certificates.crt ] && export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}
    (cd "$dir" && npm pack --loglevel=error --ignore-scripts "$name@$version" >/dev/null </dev/null) ||
      die "npm could not fetch $name $version (registry: $(npm config get registry 2>/dev/null))"
    mv "$dir/$file" "$FETCHED"; rm -rf "$dir"
  fi
  check_locked "$FETCHED" "$name"
}
