#!/bin/bash
# Starts an unpacked image through the launcher as a user of its own on a root that cannot be written.
# start-image.sh ROOT PROCESS [ARGUMENT...]
set -euo pipefail
root=$1
process=$2
shift 2
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
exec env -i PATH=/cnb/process:/cnb/lifecycle CNB_LAYERS_DIR=/layers CNB_APP_DIR=/workspace CNB_PLATFORM_API=0.15 \
  /usr/sbin/chroot --userspec=1002:1000 "$root" "/cnb/process/$process" "$@"
