package org.lectern.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.retrieval.SignInServer;

/** {@code node sign-in} as a process, against an authorization server of the test's own; the test is the browser. */
@Timeout(600)
class NodeSignInCommandTest {
    @TempDir
    Path folder;

    private SignInServer server;
    private Shell shell;

    @BeforeEach
    void start() throws Exception {
        server = SignInServer.start();
        shell = new Shell(folder);
        Shell.Run added = shell.run("node", "add", "north", server.archive(), "--oauth", server.issuer());
        assertEquals(0, added.code(), added.err());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A sign-in that waits for the browser. */
    private record Waiting(Process process, BufferedReader out, URI page) {
        int end() throws InterruptedException {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it ends");
            return process.exitValue();
        }
    }

    private Waiting signIn(String... more) throws IOException {
        String[] arguments = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("node", "sign-in", "north", "--no-browser"),
                        java.util.Arrays.stream(more))
                .toArray(String[]::new);
        Process process = shell.start(arguments);
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        assertEquals("Sign in with a browser on this computer at:", line, shell.complaints());
        return new Waiting(process, out, URI.create(out.readLine()));
    }

    @Test
    void whatIsGrantedIsKeptRenewedAndWhenItIsRevokedTheRemedyIsSaid() throws Exception {
        Shell.Run before = shell.run("echo", "north");
        assertEquals(1, before.code());
        assertTrue(before.err().contains("lectern node sign-in \"north\""), before.err());
        Waiting waiting = signIn();
        assertTrue(SignInServer.browse(waiting.page()).contains("You are signed in"));
        assertEquals(0, waiting.end(), shell.complaints());
        assertEquals(
                "Signed in to north. Try it with: lectern doctor north",
                waiting.out().readLine());
        assertEquals(0, shell.run("echo", "north").code());
        assertEquals(0, shell.run("echo", "north").code());
        assertEquals(List.of("authorization_code", "refresh_token", "refresh_token"), server.grants());
        assertFalse(Files.readString(shell.home().resolve("configuration/nodes.json"))
                .contains("refresh-"));
        server.revoke();
        Shell.Run expired = shell.run("find", "north", "PatientID=1");
        assertEquals(1, expired.code());
        assertTrue(expired.err().contains("no longer valid"), expired.err());
        assertTrue(expired.err().contains("lectern node sign-in \"north\""), expired.err());
        Waiting again = signIn();
        SignInServer.browse(again.page());
        assertEquals(0, again.end(), shell.complaints());
        assertEquals(0, shell.run("echo", "north").code());
    }

    @Test
    void aRefusalIsTold() throws Exception {
        server.refuse(true);
        Waiting waiting = signIn();
        assertTrue(SignInServer.browse(waiting.page()).contains("Not signed in"));
        assertEquals(1, waiting.end());
        assertTrue(shell.complaints().contains("was refused or given up"), shell.complaints());
        assertEquals(List.of(), server.grants());
    }

    @Test
    void anAnswerWithAnotherStateChangesNothing() throws Exception {
        Waiting waiting = signIn();
        String back = java.net.URLDecoder.decode(
                waiting.page().getRawQuery().replaceAll(".*redirect_uri=([^&]+).*", "$1"), StandardCharsets.UTF_8);
        assertThrows(
                FileNotFoundException.class, () -> SignInServer.browse(URI.create(back + "?code=code-9&state=forged")));
        assertThrows(FileNotFoundException.class, () -> SignInServer.browse(URI.create(back + "?code=code-9")));
        assertEquals(List.of(), server.grants());
        SignInServer.browse(waiting.page());
        assertEquals(0, waiting.end(), shell.complaints());
    }

    @Test
    void aCodeThatIsNotOfThisSignInIsNotTaken() throws Exception {
        Waiting waiting = signIn();
        String state = waiting.page().getRawQuery().replaceAll(".*state=([^&]+).*", "$1");
        String back = java.net.URLDecoder.decode(
                waiting.page().getRawQuery().replaceAll(".*redirect_uri=([^&]+).*", "$1"), StandardCharsets.UTF_8);
        SignInServer.browse(URI.create(back + "?code=stolen&state=" + state));
        assertEquals(1, waiting.end());
        assertEquals(List.of("-authorization_code"), server.grants());
    }

    @Test
    void nobodyWhoComesInTimeEndsItWithWords() throws Exception {
        Waiting waiting = signIn("--wait", "1");
        assertEquals(1, waiting.end());
        assertTrue(shell.complaints().contains("in time"), shell.complaints());
    }

    @Test
    void accessWithoutAnythingToKeepIsAFailureHere() throws Exception {
        server.grantOnce();
        Waiting waiting = signIn();
        SignInServer.browse(waiting.page());
        assertEquals(1, waiting.end());
        assertTrue(shell.complaints().contains("offline_access"), shell.complaints());
    }
}
