package org.lectern.app.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.rendering.view.Point2;

class JsonAnnotationStoreTest {
    private static final FrameKey FRAME = new FrameKey("1.2.840.1", 3);

    @TempDir
    Path folder;

    @Test
    void marksComeBackAsTheyWereKept() throws IOException {
        List<Annotation> marks = List.of(
                Annotation.create(Kind.LENGTH, FRAME, List.of(new Point2(1.25, -3), new Point2(1e-7, 511.5)))
                        .withLabelAt(new Point2(7, 8)),
                Annotation.create(Kind.TEXT, FRAME, List.of(new Point2(0, 0))).withText("Rundherd \"RUL\" 肺\n2"));
        AnnotationStore store = new JsonAnnotationStore(folder.resolve("marks"));
        store.save("1.2.3", marks);
        assertEquals(marks, new JsonAnnotationStore(folder.resolve("marks")).load("1.2.3"));
        store.save("1.2.3", List.of());
        assertEquals(List.of(), store.load("1.2.3"));
    }

    @Test
    void aStudyNeverMarkedHasNoMarks() throws IOException {
        assertEquals(List.of(), new JsonAnnotationStore(folder).load("1.2.3"));
    }

    @Test
    void aDamagedFileIsSetAsideAndNotOverwritten() throws IOException {
        Files.writeString(folder.resolve("1.2.3.json"), "{\"version\":1,\"annotations\":[{\"id\":\"x\"");
        AnnotationStore store = new JsonAnnotationStore(folder);
        assertThrows(IOException.class, () -> store.load("1.2.3"));
        assertTrue(Files.exists(folder.resolve("1.2.3.json.aside-1")));
        assertEquals(List.of(), store.load("1.2.3"));
    }

    @Test
    void aFileOfANewerVersionIsKeptBesideEarlierOnesAndNamedAsSuch() throws IOException {
        Files.writeString(folder.resolve("1.2.3.json.aside-1"), "earlier");
        Files.writeString(folder.resolve("1.2.3.json"), "{\"version\":99,\"annotations\":[]}");
        IOException told = assertThrows(IOException.class, () -> new JsonAnnotationStore(folder).load("1.2.3"));
        assertTrue(told.getMessage().contains("newer version"), told.getMessage());
        assertEquals("earlier", Files.readString(folder.resolve("1.2.3.json.aside-1")));
        assertTrue(Files.exists(folder.resolve("1.2.3.json.aside-2")));
    }

    @Test
    void marksThatCouldNotBeSavedAreTriedAgain() {
        List<List<Annotation>> saved = new ArrayList<>();
        List<String> told = new ArrayList<>();
        AnnotationStore failingOnce = new AnnotationStore() {
            private boolean failed;

            @Override
            public List<Annotation> load(String studyInstanceUid) {
                return List.of();
            }

            @Override
            public void save(String studyInstanceUid, List<Annotation> annotations) throws IOException {
                if (!failed) {
                    failed = true;
                    throw new IOException("the disk is full");
                }
                saved.add(annotations);
            }
        };
        Annotations annotations = new Annotations(List.of());
        Autosave autosave = new Autosave(failingOnce, "1.2.3", Runnable::run, told::add);
        autosave.follow(annotations);
        Annotation length = Annotation.create(Kind.LENGTH, FRAME, List.of(new Point2(0, 0), new Point2(1, 1)));
        annotations.adding(length).apply();
        assertEquals(1, told.size());
        autosave.flush();
        assertEquals(List.of(List.of(length)), saved);
    }

    @Test
    void aUidThatIsNoFileNameStaysInTheFolder() throws IOException {
        AnnotationStore store = new JsonAnnotationStore(folder.resolve("marks"));
        store.save("../../x", List.of());
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void editsAreMadeAndTakenBack() {
        Annotations annotations = new Annotations(List.of());
        Annotation length = Annotation.create(Kind.LENGTH, FRAME, List.of(new Point2(0, 0), new Point2(1, 1)));
        var add = annotations.adding(length);
        add.apply();
        assertEquals(List.of(length), annotations.on(FRAME));
        Annotation longer = length.withPoint(1, new Point2(9, 9));
        var change = annotations.changing(length, longer);
        change.apply();
        assertEquals(List.of(longer), annotations.all());
        change.revert();
        add.revert();
        assertEquals(List.of(), annotations.all());
    }
}
