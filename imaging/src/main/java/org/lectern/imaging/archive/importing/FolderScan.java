package org.lectern.imaging.archive.importing;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All regular files below a folder. Links are followed, but never round in a circle. */
final class FolderScan {
    private static final int MAX_DEPTH = 64;

    private FolderScan() {}

    static void walk(Path folder, Consumer<Path> file, Consumer<Refusal> refused, BooleanSupplier ended) {
        Visitor visitor = new Visitor(file, refused, ended);
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, visitor);
        } catch (IOException e) {
            refused.accept(Reasons.of(folder.toString(), e));
        }
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Consumer<Path> file;
        private final Consumer<Refusal> refused;
        private final BooleanSupplier ended;

        Visitor(Consumer<Path> file, Consumer<Refusal> refused, BooleanSupplier ended) {
            this.file = file;
            this.refused = refused;
            this.ended = ended;
        }

        @Override
        public FileVisitResult visitFile(Path found, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) { // a pipe or a device would keep us waiting
                file.accept(found);
            } else if (attributes.isDirectory()) {
                refused.accept(new Refusal(
                        found.toString(),
                        "lies more than %d folders deep".formatted(MAX_DEPTH),
                        "Import this folder by itself"));
            }
            return ended.getAsBoolean() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path found, IOException failure) {
            if (!(failure instanceof FileSystemLoopException)) { // what a loop leads to has been visited already
                refused.accept(Reasons.of(found.toString(), failure));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
            if (failure != null) {
                refused.accept(Reasons.of(folder.toString(), failure));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
