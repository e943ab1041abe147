package org.lectern.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that reads a file, on files and wishes that cannot be met: one line that says so, and nothing left. */
@Timeout(300) // no command may hang
final class HostileCommandsTest {
    @TempDir
    private Path folder;

    private record Run(int code, String out, String err) {}

    private static Run run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int code = LecternCommand.run(arguments);
            return new Run(code, said.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private List<String[]> wishes(String file) {
        String raw = folder.resolve("out/a.raw").toString();
        String png = folder.resolve("out/a.png").toString();
        return List.of(
                new String[] {"dump", file},
                new String[] {"dump", "--json", "--long", file},
                new String[] {"decode", file, "--out", raw},
                new String[] {"decode", file, "--all", "--out", raw},
                new String[] {"render", file, "--size", "40x30", "--out", png},
                new String[] {"render", file, "--list-voi"},
                new String[] {"reslice", file, "--plane", "axial", "--out", png},
                new String[] {"volume", file, "--size", "40x30", "--out", png});
    }

    private void survives(Path file) throws IOException {
        Path out = Files.createDirectories(folder.resolve("out"));
        for (String[] wish : wishes(file.toString())) {
            String what = String.join(" ", wish);
            Run run = run(wish);
            assertTrue(run.code == 0 || run.code == 1, what + " ended with " + run.code);
            assertFalse(run.err.contains("\tat ") || run.err.contains("Exception"), run.err);
            assertFalse(run.err.contains(Killers.PATIENT), "a patient's name in a message: " + run.err);
            if (run.code == 1) {
                assertEquals(1, run.err.lines().count(), what + ": " + run.err);
                assertTrue(run.err.startsWith("lectern: ") && run.err.length() > 20, what + ": " + run.err);
            }
            try (Stream<Path> left = Files.list(out)) {
                List<Path> written = left.toList();
                assertEquals(run.code == 1 ? List.of() : written, written, what);
                for (Path path : written) {
                    assertFalse(path.toString().endsWith(".part"), what);
                    Files.delete(path);
                }
            }
        }
    }

    @Test
    void theKillersAreRefusedOrShownInPart() throws IOException {
        Map<String, byte[]> killers = Killers.all();
        Killers.write(killers, folder.resolve("in"));
        for (String name : killers.keySet()) {
            survives(folder.resolve("in").resolve(name));
        }
    }

    @Test
    void realMalformedFilesAreRefusedOrShownInPart() throws IOException {
        Path data = Path.of(System.getProperty("lectern.data", "../../shared/data"));
        if (!Files.isDirectory(data)) {
            return;
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("malformed-"))
                    .toList()) {
                survives(file);
            }
        }
    }

    @Test
    void filesCutAnywhereAreRefusedOrShownInPart() throws Exception {
        List<byte[]> bases = new ArrayList<>(Bases.in(folder).made().values());
        Random random = new Random(1);
        Path file = folder.resolve("cut.dcm");
        for (int i = 0; i < 60; i++) {
            byte[] base = bases.get(random.nextInt(bases.size()));
            Files.write(file, Arrays.copyOf(base, random.nextInt(base.length)));
            survives(file);
        }
    }

    @Test
    void namesThatAreNoFilesAreToldApart() throws IOException {
        survives(folder);
        survives(folder.resolve("nowhere"));
        assertTrue(run("dump", folder.toString()).err.contains("is a folder, not a file"));
        assertTrue(run("dump", folder.resolve("nowhere").toString()).err.contains("does not exist"));
    }

    @Test
    void outputsThatCannotBeWrittenAreNamedAndOlderOnesKept() throws IOException {
        Path file = folder.resolve("in.dcm");
        Killers.write(Map.of("in.dcm", Bases.in(folder, "gray-explicit")), folder);
        for (String command : List.of("decode", "render")) {
            for (String out : List.of("missing/folder/x", ".", "in.dcm/x")) {
                Path target = folder.resolve(out);
                Run run = run(command, file.toString(), "--out", target.toString());
                assertEquals(1, run.code, run.err);
                assertEquals(1, run.err.lines().count(), run.err);
                assertTrue(run.err.contains(folder.toString()), run.err);
            }
        }
        Path older = Files.writeString(folder.resolve("older"), "kept");
        Run failed = run("decode", file.toString(), "--frame", "9", "--out", older.toString());
        assertEquals(1, failed.code);
        assertEquals("kept", Files.readString(older));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nope",
                "decode",
                "decode x",
                "decode x --frame y --out z",
                "decode x --frame 0 --out z",
                "decode x --frame 1 --all --out z",
                "render x --size 0x0 --out z",
                "render x --size 99999x1 --out z",
                "render x --window NaN,1 --out z",
                "render x --window 1,-1 --out z",
                "render x",
                "reslice x --plane up --out z.png",
                "reslice x --plane axial --spacing -1 --out z.png",
                "reslice x --plane axial --out z.jpg",
                "volume x --out z.jpg",
                "volume x --preset up --out z.png",
                "studies --from yesterday",
                "import",
                "remove",
                "samples --only nothing x",
                "bench nothing",
                "dump --unknown x",
            })
    void wrongUsageEndsWithTwoAndOneLine(String line) {
        Run run = run(line.split(" "));
        assertEquals(2, run.code, run.err);
        assertEquals(1, run.err.lines().count(), run.err);
        assertTrue(run.err.contains("--help"), run.err);
        assertFalse(run.err.contains("Exception"), run.err);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dump", "decode", "render", "reslice", "volume", "open", "import", "studies", "remove", "doctor",
                "samples", "bench"
            })
    void everyCommandExplainsItself(String command) {
        Run run = run(command, "--help");
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("Usage: lectern " + command), run.out);
    }

    @Test
    void aMessageIsOneLineWhateverIsInIt() {
        assertEquals("a b", Failures.oneLine("a\r\n\tb\n"));
    }
}
