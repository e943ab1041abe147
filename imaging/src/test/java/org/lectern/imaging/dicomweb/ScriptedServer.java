package org.lectern.imaging.dicomweb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server that answers whatever the test says, byte for byte, and misbehaves as told; one request a connection. */
final class ScriptedServer implements AutoCloseable {
    /** A request as it came; header names in lower case. */
    record Request(String method, String target, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    /** How a connection goes on after the answer. */
    enum Ending {
        CLOSE,
        RESET,
        STALL
    }

    /** What goes out. */
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    record Answer(Writing writing, Ending ending) {
        static Answer raw(byte[] bytes, Ending ending) {
            return new Answer(out -> out.write(bytes), ending);
        }

        static Answer of(int status, String headers, byte[] body) {
            return raw(message(status, headers + "Content-Length: " + body.length + "\r\n", body), Ending.CLOSE);
        }

        static Answer of(int status, String headers, String body) {
            return of(status, headers, body.getBytes(StandardCharsets.UTF_8));
        }

        static Answer json(String body) {
            return of(200, "Content-Type: application/dicom+json\r\n", body);
        }
    }

    static byte[] message(int status, String headers, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("HTTP/1.1 %d Said\r\n%sConnection: close\r\n\r\n"
                .formatted(status, headers)
                .getBytes(StandardCharsets.UTF_8));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private final ServerSocket socket;
    private final Function<Request, Answer> script;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch stalled = new CountDownLatch(1);

    ScriptedServer(Function<Request, Answer> script) throws IOException {
        this.script = script;
        this.socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        threads.execute(this::serve);
    }

    URI base() {
        return URI.create("http://127.0.0.1:%d/dw".formatted(socket.getLocalPort()));
    }

    int port() {
        return socket.getLocalPort();
    }

    List<Request> requests() {
        return requests;
    }

    /** Counted down when the server has begun to stall. */
    CountDownLatch stalled() {
        return stalled;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Request request = read(connection.getInputStream());
            requests.add(request);
            Answer answer = script.apply(request);
            OutputStream out = connection.getOutputStream();
            answer.writing().to(out);
            out.flush();
            switch (answer.ending()) {
                case CLOSE -> connection.shutdownOutput();
                case RESET -> connection.setSoLinger(true, 0);
                case STALL -> {
                    stalled.countDown();
                    over.await();
                }
            }
            if (answer.ending() == Ending.CLOSE) {
                connection.setSoTimeout(2000);
                connection.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            return; // the client went away, as it may
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request read(InputStream in) throws IOException {
        String[] first = line(in).split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(first[0], first.length > 1 ? first[1] : "", headers, body);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        over.countDown();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
