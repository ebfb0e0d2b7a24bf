#!/bin/sh
# make-base.sh OUT [ARCHITECTURE [SUITE [OPTION...]]]: a Debian base with Python, as an OCI archive, from signed Debian packages.
#   ARCHITECTURE  amd64 or arm64 (default: this machine's; no emulation is needed for the other one)
#   SUITE         bookworm (Python 3.11), trixie (3.13, default), testing (3.14)
#   OPTION        passed to mmdebstrap, for example --aptopt='Acquire::Check-Valid-Until "false"'
# Needs mmdebstrap and python3, and root or a user with subordinate ids (/etc/subuid). No maintainer script runs; oci_archive.py does by hand what the image needs of them.
set -eu

if [ $# -lt 1 ]; then
  echo "usage: $0 OUT [amd64|arm64 [bookworm|trixie|testing [OPTION...]]]" >&2
  exit 2
fi
for tool in mmdebstrap python3; do
  command -v "$tool" >/dev/null || { echo "$0: $tool is missing: apt-get install $tool" >&2; exit 1; }
done
out=$1
architecture=${2:-$(dpkg --print-architecture)}
suite=${3:-trixie}
shift $(($# < 3 ? $# : 3))
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/make-base.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Packages are unpacked through these links, as on every Debian since bookworm.
# shellcheck disable=SC2016 # "$1" is for the hook's own shell
links='for d in bin lib sbin; do mkdir -p "$1/usr/$d"; [ -e "$1/$d" ] || ln -s "usr/$d" "$1/$d"; done'
if [ "$architecture" = amd64 ]; then
  # shellcheck disable=SC2016
  links="$links"'; mkdir -p "$1/usr/lib64"; [ -e "$1/lib64" ] || ln -s usr/lib64 "$1/lib64"'
fi
# The package database, which dpkg would have written.
# shellcheck disable=SC2016
database='for deb in "$1"/var/cache/apt/archives/*.deb; do
  dpkg-deb -f "$deb" | sed "1aStatus: install ok installed"; echo; done >"$1/var/lib/dpkg/status"'

mmdebstrap --quiet --variant=extract --architectures="$architecture" \
  --include=base-files,netbase,libc6,libc-bin,libstdc++6,dash,python3,ca-certificates,tzdata \
  --setup-hook="$links" --extract-hook="$database" "$@" "$suite" "$work/root.tar"
python3 "$here/oci_archive.py" "$work/root.tar" "$architecture" "$work/base.tar"
mv "$work/base.tar" "$out"
