# shellcheck shell=sh
# shellcheck disable=SC2154 # java and lib are the caller's
# Sourced by the launchers, of the sources and of a distribution: becomes the program with the arguments "$@".
# `java` is the Java to run, `lib` the directory of the jars and of the archive that makes Java start fast. Without the
# archive, or with one that fits another Java, all is the same but slower.

classpath=
for jar in "$lib"/*.jar; do
  classpath=$classpath:$jar
done
classpath=${classpath#:}

# File names are UTF-8, whatever locale is set or missing: Java reads them by the locale that it starts under.
export LC_ALL=C.UTF-8

# The options that an archive is made with are those that it is used with. Java's own warnings go to standard output,
# where the result alone belongs: off. A small young generation is swept sooner and keeps memory from growing with a wheel.
# SLF4J, which the ignore rules log through, looks into each jar for who logs unless the provider is named, and says on
# standard error that it is unless told to warn only.
options='-XX:+UseSerialGC -Xmn24m -XX:-UsePerfData --enable-native-access=ALL-UNNAMED -Xlog:disable -Xlog:all=error:stderr
  -Dslf4j.provider=org.slf4j.nop.NOPServiceProvider -Dslf4j.internal.verbosity=WARN'

if [ -e "$lib/garboard.aot" ]; then
  archive=-XX:AOTCache=$lib/garboard.aot
elif [ -e "$lib/garboard.jsa" ]; then
  archive=-XX:SharedArchiveFile=$lib/garboard.jsa
else
  archive=-Xshare:auto
fi

# Short commands are done before the second compiler pays. Those that hash and fetch need it: the first one has no
# SHA-256 and no AES of the processor's, which make 257 MB over TLS cost 0.9 s instead of 2.7 s. It takes those up at once
# and all else late, and nothing that an archive remembers of its making: a build of a few hundred milliseconds needs the
# processor for itself.
first=-XX:TieredStopAtLevel=1
sooner='sun.security.provider.DigestBase::implCompressMultiBlock0,0.00002
  sun.security.provider.SHA2::implCompress,0.0002
  com.sun.crypto.provider.GaloisCounterMode*::*,0.01 com.sun.crypto.provider.GCTR::*,0.01
  com.sun.crypto.provider.GHASH::update,0.01 com.sun.crypto.provider.GHASH::processBlocks,0.01
  com.sun.crypto.provider.GHASH::doLastBlock,0.01 com.sun.crypto.provider.AESCrypt::encryptBlock,0.01
  com.sun.crypto.provider.CounterMode::*,0.01'
both='-XX:TieredStopAtLevel=4 -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining
  -XX:Tier3InvocationThreshold=800 -XX:Tier3MinInvocationThreshold=400 -XX:Tier3CompileThreshold=8000
  -XX:Tier3BackEdgeThreshold=240000
  -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000
  -XX:Tier4BackEdgeThreshold=400000 -XX:CompileCommand=quiet'
set -f # the methods' asterisks are Java's
for method in $sooner; do
  both="$both -XX:CompileCommand=CompileThresholdScaling,$method"
done
case ${1-} in
  build | verify | rebase | package) compiler=$both ;;
  *) compiler=$first ;;
esac
# An environment is filled from what lies unpacked in the store, mostly; where nothing does all must be fetched first.
case ${1-} in
  sync | run)
    [ -d "${GARBOARD_CACHE_DIR:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/garboard}/unpacked" ] || compiler=$both
    ;;
esac

if [ "${1-}" != run ]; then
  # shellcheck disable=SC2086 # options are several words
  exec "$java" $options "$archive" $compiler -cp "$classpath" dev.garboard.cli.Main "$@"
fi

# `run` ends as the command itself: Java prepares the environment and says in a file how to go on, with the
# arguments of this very process, so that not one byte of them is lost on the way.
GARBOARD_EXEC_FILE=$(mktemp "${TMPDIR:-/tmp}/garboard-run.XXXXXX") || exit 125
export GARBOARD_EXEC_FILE
trap 'rm -f "$GARBOARD_EXEC_FILE"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
status=0
# shellcheck disable=SC2086
"$java" $options "$archive" $compiler -cp "$classpath" dev.garboard.cli.Main "$@" || status=$?
set +f
then=$(cat "$GARBOARD_EXEC_FILE")
rm -f "$GARBOARD_EXEC_FILE"
unset GARBOARD_EXEC_FILE
trap - EXIT INT TERM
if [ "$status" -ne 0 ] || [ -z "$then" ]; then
  exit "$status"
fi
eval "$then"
