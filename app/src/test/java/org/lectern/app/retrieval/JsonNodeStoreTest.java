package org.lectern.app.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.app.retrieval.DicomWebAccess.Authentication;
import org.lectern.app.security.MasterKeyVault;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.Passphrase;
import org.lectern.app.security.Vault;

class JsonNodeStoreTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("nodes.json");
    }

    @Test
    void everythingThatANodeHoldsComesBack() throws IOException {
        Vault vault = new MasterKeyVault(new MasterKeys(folder, Optional::empty, Passphrase.none()));
        TlsFiles tls = new TlsFiles(
                Optional.of(Path.of("/etc/ca.pem")),
                Optional.of(Path.of("/etc/me.pem")),
                Optional.of(Path.of("/etc/me.key")),
                Optional.of(vault.seal("dimse pacs:2762 tls", "key-password")),
                true);
        Node dimse = new Node(
                "Haus Süd",
                new DimseAccess(
                        "SUED PACS",
                        "fe80::1",
                        2762,
                        Optional.of("READER 1"),
                        DimseAccess.Way.MOVE,
                        Optional.of(tls),
                        Optional.of(new DimseAccess.User("maria", Optional.of(vault.seal("x", "pass-code"))))),
                EnumSet.of(Node.Role.WORKLIST),
                new Limits(7, Duration.ofSeconds(3), Duration.ofSeconds(44)),
                5,
                "Haus Süd");
        Node basic = web("basic", new Authentication.Basic("otto", vault.seal("x", "web-password")), tls);
        Node bearer = web("bearer", new Authentication.Bearer(vault.seal("x", "bearer-token")), TlsFiles.PLATFORM);
        Node oauth = web(
                "oauth",
                new Authentication.OAuth(
                        URI.create("https://login.example/realm"),
                        "lectern",
                        "dicom openid",
                        Optional.of(vault.seal("x", "client-secret")),
                        Optional.of(vault.seal("x", "refresh-token"))),
                TlsFiles.PLATFORM);
        Node open = new Node(
                "open",
                new DicomWebAccess(
                        URI.create("http://a/qido"),
                        URI.create("http://b/wado"),
                        URI.create("http://c/stow"),
                        new Authentication.None(),
                        TlsFiles.PLATFORM),
                EnumSet.noneOf(Node.Role.class),
                Limits.USUAL,
                100);
        JsonNodeStore store = new JsonNodeStore(folder);
        for (Node node : List.of(open, oauth, bearer, basic, dimse)) {
            store.put(node);
        }
        assertEquals(List.of(dimse, basic, bearer, oauth, open), new JsonNodeStore(folder).nodes());
        String text = Files.readString(file());
        for (String secret : List.of(
                "key-password", "pass-code", "web-password", "bearer-token", "client-secret", "refresh-token")) {
            assertFalse(text.contains(secret), secret);
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    private static Node web(String name, Authentication authentication, TlsFiles tls) {
        URI base = URI.create("https://pacs.example/dicom-web");
        return Node.of(name, new DicomWebAccess(base, base, base, authentication, tls));
    }

    private static Node node(String name) {
        return Node.of(name, DimseAccess.of("AET", "localhost", 104));
    }

    @Test
    void aNameMeansOneNodeWhateverTheCaseOfItsLetters() throws IOException {
        JsonNodeStore store = new JsonNodeStore(folder);
        store.put(node("Nord"));
        store.put(node("nord").withPriority(1));
        assertEquals(List.of(node("nord").withPriority(1)), store.nodes());
        assertEquals("nord", store.node("NORD").orElseThrow().name());
        assertTrue(store.remove("NORD"));
        assertFalse(store.remove("NORD"));
        assertEquals(List.of(), new JsonNodeStore(folder).nodes());
    }

    @Test
    void twoProcessesLoseNothingOfEachOther() throws IOException {
        JsonNodeStore one = new JsonNodeStore(folder);
        JsonNodeStore other = new JsonNodeStore(folder);
        one.put(node("one"));
        other.put(node("other"));
        assertEquals(List.of(node("one"), node("other")), new JsonNodeStore(folder).nodes());
    }

    @Test
    void whatAnotherProcessChangesIsSeenAtTheNextQuestion() throws IOException {
        JsonNodeStore running = new JsonNodeStore(folder);
        JsonNodeStore other = new JsonNodeStore(folder);
        assertEquals(List.of(), running.nodes());
        other.put(node("one"));
        assertEquals(List.of(node("one")), running.nodes());
        other.put(node("one").withIssuer("HOSP")); // as long as before, and within the same tick perhaps
        other.put(node("one").withIssuer("CLIN"));
        assertEquals("CLIN", running.node("one").orElseThrow().issuer());
        other.remove("one");
        assertEquals(List.of(), running.nodes());
        assertFalse(running.remove("one"));
    }

    @Test
    void aNodeThatSomebodyElseChangedIsNotReplacedUnseen() throws IOException {
        JsonNodeStore one = new JsonNodeStore(folder);
        JsonNodeStore other = new JsonNodeStore(folder);
        assertTrue(one.replace(Optional.empty(), node("a")));
        assertFalse(other.replace(Optional.empty(), node("A").withPriority(1)), "there is one of the name");
        Optional<Node> seen = one.node("a");
        other.put(node("a").withPriority(7));
        assertFalse(one.replace(seen, node("a").withPriority(9)));
        assertEquals(7, one.node("a").orElseThrow().priority());
        assertTrue(one.replace(one.node("a"), node("b").withPriority(9)), "under another name");
        other.put(node("c"));
        assertFalse(one.replace(one.node("b"), node("C")), "the name is taken");
        assertEquals(List.of("b", "c"), other.nodes().stream().map(Node::name).toList());
    }

    @Test
    void aFileThatIsHalfWrittenByHandIsLeftAloneWhileTheProgramRuns() throws IOException {
        JsonNodeStore running = new JsonNodeStore(folder);
        running.put(node("one"));
        String whole = Files.readString(file());
        Files.writeString(file(), whole.substring(0, whole.length() / 2));
        assertEquals(List.of(node("one")), running.nodes());
        Files.writeString(file(), whole.replace("\"one\"", "\"two\""));
        assertEquals(List.of(node("two")), running.nodes());
        assertEquals(List.of(), running.notices());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[1,2]",
                "{\"version\": 1, \"nodes\": [\n{\"name\": \"a\", \"protocol\": \"smoke\"}]}",
                "{\"version\": 1, \"nodes\": [\n{\"name\": \"../../etc\\u0000\", \"protocol\": \"dimse\","
                        + " \"aeTitle\": \"A\", \"host\": \"h\", \"port\": 104}]}",
                "{\"version\": 1, \"nodes\": [\n{\"name\": \"a\", \"protocol\": \"dimse\", \"aeTitle\": \"A\","
                        + " \"host\": \"h\", \"port\": 99999999999999999999}]}",
                "{\"version\": 1, \"nodes\": [\n{\"name\": \"a\", \"protocol\": \"dimse\", \"aeTitle\":"
                        + " \"12345678901234567\", \"host\": \"h\", \"port\": 104}]}",
                "{\"version\": 1, \"nodes\": [\n{\"name\": \"a\", \"protocol\": \"dicomweb\", \"url\": \"file:///etc/passwd\"}]}",
                "{\"version\": 1, \"nodes\": [\n{\"name\": \"a\", \"protocol\": \"dicomweb\", \"url\":"
                        + " \"http://h\", \"authentication\": {\"kind\": \"basic\", \"user\": \"u\", \"password\": \"plain\"}}]}",
                "{\"version\": 1, \"nodes\": [\n{\"name\": \"a\", \"protocol\": \"dicomweb\", \"url\": \"http://h\","
                        + " \"connections\": 1000000}]}",
                "{\"version\": 99, \"nodes\": []}"
            })
    void aFileThatCannotBeUnderstoodIsSetAsideAndToldWithItsLine(String damaged) throws IOException {
        Files.writeString(file(), damaged);
        JsonNodeStore store = new JsonNodeStore(folder);
        assertEquals(List.of(), store.nodes());
        assertEquals(1, store.notices().size());
        assertTrue(
                store.notices().getFirst().contains(damaged.contains("\n") ? "line 2" : "line 1"),
                store.notices()::toString);
        assertEquals(damaged, Files.readString(folder.resolve("nodes.json.aside-1")));
        store.put(node("new"));
        assertEquals(damaged, Files.readString(folder.resolve("nodes.json.aside-1")));
    }

    @Test
    void aFileNestedWithoutEndOrTooLargeIsRefusedInBoundedMemory() throws IOException {
        Files.writeString(file(), "[".repeat(500_000));
        assertEquals(1, new JsonNodeStore(folder).notices().size());
        Files.writeString(file(), "{\"a\":".repeat(100_000));
        assertEquals(1, new JsonNodeStore(folder).notices().size());
        Files.writeString(file(), " ".repeat(2_000_000));
        assertTrue(new JsonNodeStore(folder).notices().getFirst().contains("larger"));
    }

    @Test
    void whatANewerVersionAddsIsPassedOver() throws IOException {
        Files.writeString(file(), """
                {"version": 1, "colour": {"of": ["the", "sky"]}, "nodes": [
                  {"name": "a", "protocol": "dimse", "aeTitle": "A", "host": "h", "port": 104, "mood": null, "x": [1.5]}]}
                """);
        assertEquals(
                List.of("a"),
                new JsonNodeStore(folder).nodes().stream().map(Node::name).toList());
    }
}
