package org.lectern.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.Main;
import org.lectern.imaging.codec.Parallel;
import org.lectern.samples.Sample;

/** The commands of the archive as a script sees them: a process, its output, its exit code. */
class ArchiveCommandsTest {
    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private Run run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Xlog:class+load:file=" + folder.resolve("classes.log"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("LECTERN_HOME", folder.resolve("home").toString());
        builder.environment().remove("DISPLAY");
        int code = builder.start().waitFor();
        return new Run(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void importListRemoveAndCheckWorkWithoutADisplayAndWithoutTheWindowToolkit() throws Exception {
        Sample.ECG.write(folder, Parallel.SEQUENTIAL, file -> {});
        Path ecg = folder.resolve(Sample.ECG.label());
        Run imported = run("import", ecg.toString());
        assertEquals(0, imported.code(), imported.err());
        assertTrue(imported.out().startsWith("1 object imported"), imported.out());
        Run listed = run("studies", "--json");
        assertEquals(0, listed.code(), listed.err());
        String uid = listed.out().replaceAll("(?s).*\"studyInstanceUID\" : \"([0-9.]+)\".*", "$1");
        assertTrue(uid.matches("[0-9.]+"), listed.out());
        assertEquals("", run("studies", "nobody-is-called-so").out());
        Run doctor = run("doctor");
        assertTrue(doctor.out().contains("1 objects"), doctor.out() + doctor.err());
        assertFalse(Files.readString(folder.resolve("classes.log")).contains("javafx."), "the toolkit was loaded");
        assertEquals(0, run("remove", uid).code());
        Run again = run("remove", uid);
        assertEquals(1, again.code());
        assertTrue(again.err().contains(uid), again.err());
    }

    @Test
    void refusedFilesEndWithOneAndWrongUsageWithTwo() throws Exception {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "not an image at all");
        Run refused = run("import", letter.toString(), folder.resolve("nowhere").toString());
        assertEquals(1, refused.code());
        assertEquals(2, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().contains("letter.txt: is not a DICOM file"), refused.err());
        assertEquals(2, run("import").code());
        assertEquals(2, run("remove").code());
    }
}
