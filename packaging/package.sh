#!/bin/sh
# Builds a self-contained application image: Lectern with its own Java runtime and start-up cache, in packaging/target/lectern.
# Called by ./lectern package with JDK set; the image runs on a machine without a JDK and may be moved.
set -eu

home=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
target=$home/packaging/target
image=$target/lectern
runtime=$target/runtime
say() { printf 'lectern: %s\n' "$*" >&2; }

rm -rf "$image" "$runtime" "$target/input"
mkdir -p "$target/input"

say 'linking the runtime'
"$JDK/bin/jlink" --output "$runtime" --strip-debug --no-header-files --no-man-pages --compress zip-6 \
    --add-modules java.se,jdk.accessibility,jdk.charsets,jdk.crypto.ec,jdk.jfr,jdk.localedata,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs \
    --include-locales en,de,fr,es,it,nl,ja,ko,zh

say 'assembling the image'
mkdir -p "$target/input/modules"
cp "$home"/app/target/lib/*.jar "$home"/app/target/lectern-app-*.jar "$target/input/modules/"
cp "$home/LICENSE" "$target/input/"
# jpackage wants a main jar; the launcher's configuration is then pointed at the module.
"$JDK/bin/jpackage" --type app-image --name lectern --dest "$target" --runtime-image "$runtime" \
    --input "$target/input" --main-jar "$(cd "$target/input" && ls modules/lectern-app-*.jar)" \
    --main-class org.lectern.app.Main --app-version 0.1.0 --vendor Lectern
configuration=$(find "$image" -name lectern.cfg)
application=$(dirname "$configuration")
cat >"$configuration" <<'CFG'
[Application]
app.mainmodule=org.lectern.app/org.lectern.app.Main

[JavaOptions]
java-options=-Djpackage.app-version=0.1.0
java-options=-Xmx512m
java-options=-XX:+UseSerialGC
java-options=--module-path
java-options=$APPDIR/modules
java-options=--enable-native-access=ALL-UNNAMED,org.lectern.app,javafx.graphics,org.xerial.sqlitejdbc,org.bytedeco.javacpp,org.bytedeco.ffmpeg
java-options=--add-modules=ALL-MODULE-PATH
java-options=-XX:AOTCache=$APPDIR/lectern.aot
java-options=-Xlog:aot=off
java-options=-Xlog:cds=off
CFG

say 'training the start-up cache'
java=$(find "$image" -path '*/bin/java' | head -n 1)
if [ -z "$java" ]; then
    # jpackage drops bin/java from the runtime; the linked one is the same build and reads the same modules file
    java=$runtime/bin/java
fi
training=$(mktemp -d)
trap 'rm -rf "$training"' EXIT
train() {
    LECTERN_HOME=$training "$java" -Xmx512m -XX:+UseSerialGC "$@" --module-path "$application/modules" \
        --enable-native-access=ALL-UNNAMED,org.lectern.app,javafx.graphics,org.xerial.sqlitejdbc,org.bytedeco.javacpp,org.bytedeco.ffmpeg --add-modules ALL-MODULE-PATH \
        -m org.lectern.app/org.lectern.app.Main $training_command >"$target/training.log" 2>&1
}
if [ -n "${DISPLAY:-}" ]; then training_command='open --exit-after-first-image'; else training_command=doctor; fi
train -XX:AOTCacheOutput="$application/lectern.aot" || say "the training run ended with an error; the image works, but starts slower (see $target/training.log)"
rm -rf "$runtime" "$target/input"
say "the image is in $image; start it with $(find "$image" -name lectern -type f -perm -u+x | head -n 1)"
