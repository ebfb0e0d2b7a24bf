#!/bin/bash
# The five phases of the upstream lifecycle, as clusters run them, without a container: /layers and /workspace are mounts of
# a namespace of this process. Wants: LIFECYCLE_HOME, W (work directory with bps, app, platform), REGISTRY, IMAGE, RUN.
set -euo pipefail
mkdir -p /layers /workspace "$W/cache"
rm -rf "$W/layers"
mkdir "$W/layers"
mount --bind "$W/layers" /layers
mount --bind "$W/app" /workspace
export CNB_PLATFORM_API=0.15 CNB_NO_COLOR=true
user=1001
chown -R "$user:$user" /layers /workspace "$W/cache"
as=(setpriv "--reuid=$user" "--regid=$user" --clear-groups env -u JAVA_HOME HOME=/nonexistent)
run=$REGISTRY/$RUN
image=$REGISTRY/${IMAGE:?}
ids=(-uid "$user" -gid "$user")
printf '[[order]]\n[[order.group]]\nid = "garboard/python"\nversion = "0.1.0"\n' >"$W/order.toml"
printf '[[images]]\nimage = "%s"\n' "$run" >"$W/run.toml"
phases=$LIFECYCLE_HOME
cd /workspace
"$phases/analyzer" "${ids[@]}" -layers /layers -run "$W/run.toml" -run-image "$run" "$image"
"${as[@]}" "$phases/detector" -layers /layers -app /workspace -buildpacks "$W/bps" -order "$W/order.toml" \
  -platform "$W/platform" -run "$W/run.toml"
"$phases/restorer" "${ids[@]}" -layers /layers -run "$W/run.toml" -cache-dir "$W/cache"
"${as[@]}" "$phases/builder" -layers /layers -app /workspace -buildpacks "$W/bps" -platform "$W/platform"
"$phases/exporter" "${ids[@]}" -layers /layers -app /workspace -run "$W/run.toml" -cache-dir "$W/cache" \
  -launcher "$phases/launcher" "$image"
cat /layers/report.toml
