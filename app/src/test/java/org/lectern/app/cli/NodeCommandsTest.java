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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.retrieval.DimseAccess;
import org.lectern.app.retrieval.JsonNodeStore;
import org.lectern.app.retrieval.Node;
import org.lectern.imaging.codec.Parallel;
import org.lectern.samples.Sample;

/** Nodes, their secrets and the station from the command line; no network. */
class NodeCommandsTest {
    private static final String PASSWORD = "Geheim-4711-nobody-may-see-this";

    @TempDir
    Path folder;

    @Test
    void aNodeIsAddedListedShownAndRemoved() throws Exception {
        Shell shell = new Shell(folder);
        assertEquals(
                0,
                shell.run("node", "add", "Nord", "dicom://PACS@10.0.0.5:11112", "--retrieve", "move")
                        .code());
        Shell.Run again = shell.run("node", "add", "nord", "dicom://OTHER@10.0.0.6:104");
        assertEquals(1, again.code());
        assertTrue(again.err().contains("--replace"), again.err());
        assertEquals(
                0,
                shell.run("node", "add", "Web", "https://pacs.example/dicom-web", "--role", "query", "--priority", "1")
                        .code());
        assertEquals(
                "Web\thttps://pacs.example/dicom-web\tquery\nNord\tdicom://PACS@10.0.0.5:11112\tquery,store,prefetch\n",
                shell.run("node", "list").out());
        Shell.Run shown = shell.run("node", "show", "NORD", "--json");
        assertTrue(shown.out().contains("\"retrieve\" : \"move\""), shown.out());
        assertEquals(0, shell.run("node", "remove", "Nord").code());
        Shell.Run gone = shell.run("node", "show", "Nord");
        assertEquals(1, gone.code());
        assertTrue(gone.err().contains("(there are: Web)"), gone.err());
    }

    @Test
    void anAddressThatMakesNoSenseIsWrongUsageWhereverItIsGiven() throws Exception {
        Shell shell = new Shell(folder);
        for (String[] arguments : List.of(
                new String[] {"echo", "dicom://@"},
                new String[] {"find", "dicom://PACS@host:99999", "PatientID"},
                new String[] {"send", "dicom://@host:104", "."},
                new String[] {"get", "dicom://PACS", "1.2.3"},
                new String[] {"doctor", "dicom://@"})) {
            Shell.Run run = shell.run(arguments);
            assertEquals(2, run.code(), run.toString());
            assertTrue(run.err().contains("--help"), run.err());
        }
        assertEquals(1, shell.run("echo", "nobody").code(), "a name that is not set up is no wrong usage");
    }

    @Test
    void noSecretIsInAnyFileLogOrOutput() throws Exception {
        Shell shell = new Shell(folder);
        Path file = Files.writeString(folder.resolve("secret"), PASSWORD + "\n");
        StringBuilder said = new StringBuilder();
        for (String[] arguments : List.of(
                new String[] {"node", "add", "a", "https://a.example/w", "--user", "u", "--password-file", "secret"},
                new String[] {"node", "add", "b", "https://b.example/w", "--token-file", file.toString()},
                new String[] {"node", "add", "c", "dicom://C@127.0.0.1:9", "--user", "u", "--password-file", "secret"},
                new String[] {
                    "node",
                    "add",
                    "d",
                    "http://10.9.9.9/w",
                    "--user",
                    "u",
                    "--password-file",
                    "secret",
                    "--allow-plain-password"
                },
                new String[] {"node", "show", "a"},
                new String[] {"node", "show", "b", "--json"},
                new String[] {"node", "list", "--json"},
                new String[] {"echo", "c"},
                new String[] {"key"},
                new String[] {"doctor"})) {
            said.append(shell.run(arguments));
        }
        Shell.Run typed = shell.typing(
                PASSWORD + "\n", "node", "add", "e", "https://e.example/w", "--user", "u", "--password-file", "-");
        assertEquals(0, typed.code(), typed.err());
        said.append(typed);
        Shell.Run given = new Shell(folder)
                .with("LECTERN_PASSWORD", PASSWORD)
                .run("node", "add", "f", "https://f.example/w", "--user", "u", "--json");
        assertEquals(0, given.code(), given.err());
        said.append(given);
        assertTrue(said.toString().contains("goes over the network unencrypted"), said.toString());
        assertTrue(said.toString().contains("readable for this account"), said.toString());
        assertFalse(said.toString().contains(PASSWORD), said.toString());
        int nodes = 0;
        try (Stream<Path> files = Files.walk(shell.home())) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(each, StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(PASSWORD), each.toString());
                nodes += each.endsWith("nodes.json") ? 1 : 0;
            }
        }
        assertEquals(1, nodes);
    }

    @Test
    void aSecretThatCannotBeHadIsAskedForInOneLine() throws Exception {
        Shell shell = new Shell(folder);
        Shell.Run missing = shell.run("node", "add", "a", "https://a.example/w", "--user", "u");
        assertEquals(1, missing.code());
        assertTrue(missing.err().contains("LECTERN_PASSWORD"), missing.err());
        assertEquals(1, missing.err().lines().count());
        assertEquals(
                1,
                shell.run("node", "add", "a", "https://a.example/w", "--user", "u", "--password-file", "nowhere")
                        .code());
        assertFalse(Files.exists(shell.home().resolve("configuration/nodes.json")));
    }

    @Test
    void credentialsForAnOpenLineAreRefusedWithTheRemedyBeforeTheyAreAskedFor() throws Exception {
        Shell shell = new Shell(folder);
        Shell.Run refused = shell.run("node", "add", "a", "http://pacs.example/w", "--user", "u");
        assertEquals(2, refused.code());
        assertTrue(
                refused.err().contains("https://") && refused.err().contains("--allow-plain-password"), refused.err());
        assertFalse(Files.exists(shell.home().resolve("configuration/nodes.json")));
        Files.writeString(folder.resolve("secret"), PASSWORD);
        assertEquals(
                0,
                shell.run("node", "add", "a", "http://127.0.0.1:9/w", "--user", "u", "--password-file", "secret")
                        .code(),
                "this computer");
        Shell.Run shown = shell.run("node", "add", "b", "dicom://B@h", "--issuer", "HOSP", "--json");
        assertTrue(shown.out().contains("\"patientIdIssuer\" : \"HOSP\""), shown.toString());
    }

    /** The commands are processes of their own; the store is this one's. */
    @Test
    void processesThatChangeNodesAtTheSameTimeLoseNothingOfEachOther() throws Exception {
        Shell shell = new Shell(folder);
        JsonNodeStore store =
                new JsonNodeStore(Files.createDirectories(shell.home().resolve("configuration")));
        List<Process> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(shell.start("node", "add", "other-" + i, "dicom://B@h"));
        }
        int written = 0;
        while (others.stream().anyMatch(Process::isAlive) && written < 500) {
            store.put(Node.of("mine-" + written++, DimseAccess.of("A", "h", 104)));
        }
        for (Process other : others) {
            assertTrue(other.waitFor(120, TimeUnit.SECONDS));
            assertEquals(0, other.exitValue());
        }
        assertEquals(written + 3, store.nodes().size());
        assertEquals(
                written + 3,
                new JsonNodeStore(shell.home().resolve("configuration")).nodes().size());
    }

    @Test
    void aPassphraseProtectsTheKeyAndIsNeededAfterwards() throws Exception {
        Path phrase = Files.writeString(folder.resolve("phrase"), "Am Brunnen vor dem Tore\n");
        Path secret = Files.writeString(folder.resolve("secret"), PASSWORD);
        Shell with = new Shell(folder).with("LECTERN_PASSPHRASE_FILE", phrase.toString());
        assertEquals(
                0,
                with.run(
                                "node",
                                "add",
                                "a",
                                "http://127.0.0.1:9/w",
                                "--user",
                                "u",
                                "--password-file",
                                secret.toString())
                        .code());
        assertTrue(with.run("key").out().contains("sealed under a passphrase"));
        Shell.Run without = new Shell(folder).run("echo", "a");
        assertEquals(1, without.code());
        assertTrue(without.err().contains("A passphrase is needed"), without.err());
        Files.writeString(phrase, "Am Brunnen hinter dem Tore\n");
        assertTrue(with.run("echo", "a").err().contains("The passphrase is wrong"));
    }

    @Test
    void wrongUsageEndsWithTwoAndOneLine() throws IOException, InterruptedException {
        Shell shell = new Shell(folder);
        for (String[] wrong : List.of(
                new String[] {"node"},
                new String[] {"node", "add"},
                new String[] {"node", "add", "a"},
                new String[] {"node", "add", "a", "telnet://x"},
                new String[] {"node", "add", "a", "http://u:" + PASSWORD + "@h/"},
                new String[] {"node", "add", "a b\n", "dicom://A@h"},
                new String[] {"node", "add", "a", "dicom://A@h", "--oauth", "https://i"},
                new String[] {"node", "add", "a", "http://h", "--retrieve", "move"},
                new String[] {"node", "add", "a", "http://h", "--user", "u"},
                new String[] {"node", "add", "a", "http://127.evil.example/w", "--oauth", "https://i"},
                new String[] {"node", "add", "a", "dicom://A@h", "--issuer", "A\\B"},
                new String[] {"node", "add", "a", "dicom://A@h", "--connections", "0"},
                new String[] {"node", "add", "a", "dicom://A@h", "--role", "king"},
                new String[] {"station", "--aet", "12345678901234567"},
                new String[] {"station", "--port", "65536"},
                new String[] {"station", "--allow", "A@B@C"},
                new String[] {"station", "--allow", "A@10.0.0.0/40"},
                new String[] {"station", "--tls-trust", "ca.pem"},
                new String[] {"listen", "--no-tls", "--tls-cert", "a.pem"},
                new String[] {"key", "--to", "pocket"},
                new String[] {"archive"},
                new String[] {"archive", "limits", "--size", "much"},
                new String[] {"archive", "limits", "--age", "0"},
                new String[] {"archive", "pin"},
                new String[] {"archive", "rejected", "--show", "--hide"},
                new String[] {"listen", "--port", "99999"},
                new String[] {"listen", "--allow", "A@B@C"},
                new String[] {"doctor", "a", "b"},
                new String[] {"echo"},
                new String[] {"find"},
                new String[] {"find", "n", "NoSuchKey=1"},
                new String[] {"find", "n", "Rows=many"},
                new String[] {"find", "n", "--limit", "0"},
                new String[] {"get", "n"},
                new String[] {"get", "n", "../../etc/passwd"},
                new String[] {"get", "n", "1.2/3.4/5.6/7.8"},
                new String[] {"send", "n"})) {
            Shell.Run run = shell.run(wrong);
            String what = String.join(" ", wrong) + ": " + run;
            assertEquals(2, run.code(), what);
            assertEquals(1, run.err().lines().count(), what);
            assertTrue(run.err().startsWith("lectern: "), what);
            assertFalse(run.err().contains(PASSWORD), what);
        }
    }

    @Test
    void theStationIsSetUpAndRemembered() throws Exception {
        Shell shell = new Shell(folder);
        assertTrue(shell.run("station").out().contains("LECTERN"));
        Shell.Run set = shell.run(
                "station",
                "--aet",
                "READER1",
                "--port",
                "11113",
                "--receive",
                "on",
                "--allow",
                "PACS@10.0.0.8",
                "--allow",
                "CT@::1");
        assertEquals(0, set.code(), set.err());
        Shell.Run shown = shell.run("station", "--json");
        assertTrue(shown.out().contains("\"aeTitle\" : \"READER1\""), shown.out());
        assertTrue(shown.out().contains("PACS@10.0.0.8"), shown.out());
        assertTrue(shell.run("station", "--allow", "*@10.1.0.0/16").out().contains("*@10.1.0.0/16"));
        assertTrue(shell.run("station", "--allow", "anybody").out().contains("anybody"));
        Shell.Run unreadable = shell.run("station", "--tls-cert", "nowhere.pem");
        assertEquals(1, unreadable.code());
        assertTrue(unreadable.err().contains("nowhere.pem"), unreadable.err());
        assertTrue(shell.run("station").out().contains("TLS        off"));
    }

    @Test
    void theArchiveIsLimitedPinnedAndVerified() throws Exception {
        Shell shell = new Shell(folder);
        Sample.ECG.write(folder, Parallel.SEQUENTIAL, file -> {});
        assertEquals(0, shell.run("import", Sample.ECG.label()).code());
        String uid =
                shell.run("studies", "--json").out().replaceAll("(?s).*\"studyInstanceUID\" : \"([0-9.]+)\".*", "$1");
        Shell.Run limits = shell.run("archive", "limits", "--size", "20", "--age", "30");
        assertEquals(0, limits.code(), limits.err());
        assertTrue(limits.out().contains("20 GB") && limits.out().contains("30 days"), limits.out());
        assertTrue(shell.run("archive", "limits", "--age", "none").out().contains("age   none"));
        assertEquals(
                "rejected for quality: hidden\n",
                shell.run("archive", "rejected").out());
        assertEquals(
                "rejected for quality: shown crossed out\n",
                shell.run("archive", "rejected", "--show").out());
        assertEquals(
                0, shell.run("archive", "limits", "--size", "20", "--age", "30").code());
        assertTrue(shell.run("archive", "rejected", "--json").out().contains("\"showsRejected\" : true"));
        assertEquals("1 studies kept\n", shell.run("archive", "pin", uid).out());
        Shell.Run nowhere = shell.run("archive", "pin", "1.2.3", "--off");
        assertEquals(1, nowhere.code());
        assertTrue(nowhere.err().contains("1.2.3"), nowhere.err());
        assertEquals(0, shell.run("archive", "verify").code());
        try (Stream<Path> files = Files.walk(shell.home().resolve("archive/objects"))) {
            Path object = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(object);
            bytes[bytes.length / 2] ^= 1;
            object.toFile().setWritable(true);
            Files.write(object, bytes);
        }
        Shell.Run damaged = shell.run("archive", "verify", "--json");
        assertEquals(1, damaged.code(), damaged.toString());
        assertTrue(damaged.out().contains("\"changed\" : 1"), damaged.toString());
    }
}
