# shellcheck shell=sh
# shellcheck disable=SC2034 # jdk and mvn are the answers
# Sourced by ./garboard and ./mvnw. `find_jdk` sets `jdk` to the home of a JDK 25 or newer, `find_mvn` sets `mvn` to the
# installed Maven; each says on stderr what is missing and how to get it, and returns 1.
# A JDK is judged by its `release` file: no JVM is started. GARBOARD_SEARCH_ROOT stands before every absolute place
# that is searched, so that tests can show a machine without a JDK.

# jdk_major HOME: sets `major` to the feature release of the JDK in HOME; fails where there is none.
jdk_major() {
  major=
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r release_line || [ -n "$release_line" ]; do
    case $release_line in
      JAVA_VERSION=*)
        major=${release_line#JAVA_VERSION=}
        major=${major#\"}
        major=${major%%[!0-9]*}
        ;;
    esac
  done <"$1/release"
  [ -n "$major" ]
}

# consider HOME...: takes the first JDK 25; remembers a newer one for the case that there is no 25.
consider() {
  for candidate in "$@"; do
    if jdk_major "$candidate"; then
      if [ "$major" -eq 25 ]; then
        jdk=$candidate
        return 0
      elif [ "$major" -gt 25 ]; then
        newer=${newer:-$candidate}
      fi
      seen="$seen
  $candidate (Java $major)"
    fi
  done
  return 1
}

find_jdk() {
  jdk=
  newer=
  seen=
  top=${GARBOARD_SEARCH_ROOT-}
  home=${HOME:-/nonexistent}
  if [ -n "${GARBOARD_JAVA_HOME-}" ]; then
    if jdk_major "$GARBOARD_JAVA_HOME" && [ "$major" -ge 25 ]; then
      jdk=$GARBOARD_JAVA_HOME
      return 0
    fi
    echo "garboard: GARBOARD_JAVA_HOME is not the home of a JDK 25: $GARBOARD_JAVA_HOME" >&2
    return 1
  fi
  if [ -n "${JAVA_HOME-}" ] && jdk_major "$JAVA_HOME" && [ "$major" -ge 25 ]; then
    jdk=$JAVA_HOME
    return 0
  fi
  if [ -x "$top/usr/libexec/java_home" ]; then
    # Apple's tool answers with the newest JDK that is at least 25; it is no JVM.
    consider "$("$top/usr/libexec/java_home" -v 25 2>/dev/null)" && return 0
  fi
  consider \
    "$top"/usr/lib/jvm/* "$top"/usr/lib64/jvm/* "$top"/usr/java/* \
    "$top"/opt/*jdk* "$top"/opt/*java* "$top"/opt/java/* "$top"/usr/local/*jdk* \
    "$home"/.sdkman/candidates/java/* "$home"/.asdf/installs/java/* "$home"/.jdks/* \
    "${MISE_DATA_DIR:-${XDG_DATA_HOME:-$home/.local/share}/mise}"/installs/java/* \
    "$top"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$home"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$top"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$top"/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$top"/home/linuxbrew/.linuxbrew/opt/openjdk*/libexec && return 0
  if [ -n "$newer" ]; then
    jdk=$newer
    return 0
  fi
  if [ -n "${JAVA_HOME-}" ] && jdk_major "$JAVA_HOME"; then
    seen="
  $JAVA_HOME (Java $major, from JAVA_HOME)$seen"
  fi
  cat >&2 <<EOF
garboard: no JDK 25 found.${seen:+ Too old:$seen}
Install one and, if it lies in an unusual place, name it: export GARBOARD_JAVA_HOME=/path/to/jdk
  Debian, Ubuntu   apt-get install openjdk-25-jdk, or temurin-25-jdk from adoptium.net
  Fedora           dnf install java-25-openjdk-devel
  macOS            brew install openjdk@25
  anywhere         sdk install java 25-tem, or mise install java@temurin-25
EOF
  return 1
}

find_mvn() {
  top=${GARBOARD_SEARCH_ROOT-}
  mvn=$(command -v mvn) && return 0
  for candidate in \
    "${MAVEN_HOME:-/nonexistent}"/bin/mvn "${M2_HOME:-/nonexistent}"/bin/mvn \
    "$top"/usr/share/maven/bin/mvn "$top"/opt/maven/bin/mvn "$top"/opt/apache-maven*/bin/mvn \
    "$top"/opt/homebrew/bin/mvn "$top"/usr/local/bin/mvn \
    "${HOME:-/nonexistent}"/.sdkman/candidates/maven/current/bin/mvn; do
    if [ -x "$candidate" ]; then
      mvn=$candidate
      return 0
    fi
  done
  cat >&2 <<'EOF'
garboard: Maven is not installed: no `mvn` on the PATH nor in the usual places.
  Debian, Ubuntu   apt-get install maven
  Fedora           dnf install maven
  macOS            brew install maven
EOF
  return 1
}
