#!/bin/bash
# The five phases of the upstream lifecycle, as clusters run them, without a container: /layers and /workspace are mounts of
# a namespace of this process. Wants: LIFECYCLE_HOME, W (work directory with bps, app, platform), REGISTRY, IMAGE, RUN.
# BUILD_USER and BUILD_UMASK are of those who detect and build. A line `phase NAME MILLISECONDS` follows each.
set -euo pipefail
mkdir -p /layers /workspace
rm -rf "$W/layers"
mkdir "$W/layers"
mount --bind "$W/layers" /layers
mount --bind "$W/app" /workspace
# Not even root writes there.
mount -o remount,bind,ro /workspace
export CNB_PLATFORM_API=0.15 CNB_NO_COLOR=true
user=1001
builder=${BUILD_USER:-$user}
as=(setpriv "--reuid=$builder" "--regid=$builder" --clear-groups env -u JAVA_HOME HOME=/nonexistent
  sh -c "umask ${BUILD_UMASK:-022}; exec \"\$0\" \"\$@\"")
# No cache is ever kept.
rm -rf "$W/cache"
mkdir "$W/cache"
chown -R "$user:$user" /layers "$W/cache"
run=$REGISTRY/$RUN
image=$REGISTRY/${IMAGE:?}
ids=(-uid "$user" -gid "$user")
printf '[[order]]\n[[order.group]]\nid = "garboard/python"\nversion = "0.1.0"\n' >"$W/order.toml"
printf '[[images]]\nimage = "%s"\n' "$run" >"$W/run.toml"
phases=$LIFECYCLE_HOME
cd /workspace

phase() {
  local name=$1 start=${EPOCHREALTIME/./}
  shift
  "$@"
  echo "phase $name $(((${EPOCHREALTIME/./} - start) / 1000))"
}

# owner USER: who may write the layers now.
owner() {
  chown -R "$1:$1" /layers
}

phase analyze "$phases/analyzer" "${ids[@]}" -layers /layers -run "$W/run.toml" -run-image "$run" "$image"
owner "$builder"
phase detect "${as[@]}" "$phases/detector" -layers /layers -app /workspace -buildpacks "$W/bps" -order "$W/order.toml" \
  -platform "$W/platform" -run "$W/run.toml"
owner "$user"
phase restore "$phases/restorer" "${ids[@]}" -layers /layers -run "$W/run.toml" -cache-dir "$W/cache"
owner "$builder"
phase build "${as[@]}" "$phases/builder" -layers /layers -app /workspace -buildpacks "$W/bps" -platform "$W/platform"
owner "$user"
phase export "$phases/exporter" "${ids[@]}" -layers /layers -app /workspace -run "$W/run.toml" -cache-dir "$W/cache" \
  -launcher "$phases/launcher" "$image"
cat /layers/report.toml
