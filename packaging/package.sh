#!/bin/sh
# Builds a self-contained application image: Lectern with its own Java runtime and start-up cache, in packaging/target/lectern.
# Called by ./lectern package [deb] with JDK set; the image runs on a machine without a JDK and may be moved.
#
# In the image Lectern is on the class path and JavaFX inside the runtime: the virtual machine takes a start-up cache only
# from a class path when the image has been moved, never from a module path (packaging/docs/performance.md).
set -eu

home=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
target=$home/packaging/target
image=$target/lectern
runtime=$target/runtime
input=$target/input
version=0.1.0
say() { printf 'lectern: %s\n' "$*" >&2; }

link_runtime() {
    say 'linking the runtime'
    mkdir -p "$target/javafx"
    cp "$home"/app/target/lib/javafx-*-*.jar "$target/javafx/"
    "$JDK/bin/jlink" --output "$runtime" --strip-debug --no-header-files --no-man-pages --compress zip-6 \
        --module-path "$target/javafx" --include-locales en,de,fr,es,it,nl,ja,ko,zh \
        --add-modules java.se,jdk.accessibility,jdk.charsets,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.localedata,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs,javafx.controls
    # Beside the runtime's own libraries they are found without being unpacked into the user's home.
    for jar in "$target"/javafx/*.jar; do
        libraries=$("$JDK/bin/jar" --list --file "$jar" | grep -E '^[^/]+\.(so|dylib|dll)$' || true)
        # shellcheck disable=SC2086
        [ -z "$libraries" ] || (cd "$runtime/lib" && "$JDK/bin/jar" --extract --file "$jar" $libraries)
    done
    case "$(uname -s) $(uname -m)" in
        Darwin*) natives=macosx-universal ;;
        *aarch64 | *arm64) natives=linux-aarch64 ;;
        *) natives=linux-amd64 ;;
    esac
    cp "$home/app/target/natives/$natives"/* "$runtime/lib/"
}

assemble() {
    say 'assembling the image'
    mkdir -p "$input"
    cp "$home"/app/target/lib/*.jar "$home"/app/target/lectern-app-*.jar "$home/LICENSE" "$home/NOTICE" "$input/"
    rm -f "$input"/javafx-*.jar
    "$JDK/bin/jpackage" --type app-image --name lectern --dest "$target" --runtime-image "$runtime" \
        --input "$input" --main-jar "$(cd "$input" && ls lectern-app-*.jar)" \
        --main-class org.lectern.app.Main --app-version "$version" --vendor Lectern \
        --java-options '-Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED,javafx.graphics -Djogamp.gluegen.UseTempJarCache=false -Djdk.httpclient.bufsize=131072' \
        --java-options '-XX:AOTCache=$APPDIR/lectern.aot -Xlog:aot=off -Xlog:cds=off'
}

# The virtual machine looks for the very class path that the launcher makes of its configuration.
class_path() {
    sed -n "s#^app.classpath=\$APPDIR#$application#p" "$application/lectern.cfg" | tr '\n' ':' | sed 's/:$//'
}

train() {
    say 'training the start-up cache'
    training=$(mktemp -d)
    trap 'rm -rf "$training"; [ -z "$display" ] || kill "$display"' EXIT
    mkdir "$training/data"
    display=
    if command -v Xvfb >/dev/null 2>&1; then
        Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp 3>"$training/display" >/dev/null 2>&1 &
        display=$!
        tries=0
        while [ ! -s "$training/display" ] && [ "$tries" -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
        DISPLAY=:$(cat "$training/display")
        export DISPLAY
    fi
    # jpackage leaves it out; the cache is good only for the very runtime that it was made with.
    mkdir -p "$image/lib/runtime/bin"
    cp "$runtime/bin/java" "$image/lib/runtime/bin/"
    # JOGL's jars are sealed, and the virtual machine refuses to start from a cache that holds classes of sealed packages.
    LECTERN_GRAPHICS=cpu LECTERN_HOME=$training/home "$image/lib/runtime/bin/java" -XX:AOTCacheOutput="$application/lectern.aot" -Xlog:aot=off \
        -Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED,javafx.graphics -Djogamp.gluegen.UseTempJarCache=false -Djdk.httpclient.bufsize=131072 \
        -cp "$(class_path)" org.lectern.app.Main train "$training/data" >"$target/training.log" 2>&1 \
        || say "the training ended with an error: the image works, but starts slower (see $target/training.log)"
}

rm -rf "$image" "$runtime" "$input" "$target/javafx"
mkdir -p "$target"
link_runtime
assemble
application=$image/lib/app
train
case "${1:-}" in
    deb)
        say 'building the package'
        "$JDK/bin/jpackage" --type deb --name lectern --app-image "$image" --dest "$target" --app-version "$version" --vendor Lectern
        ;;
esac
rm -rf "$runtime" "$input" "$target/javafx"
say "the image is in $image; start it with $image/bin/lectern"
