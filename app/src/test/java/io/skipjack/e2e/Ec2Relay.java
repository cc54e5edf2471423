package io.skipjack.e2e;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Passes HTTP on to a pretend EC2, message by message. Each request before it goes out, and each answer before it comes
 * in, is told to a watcher by the name of its action, and waits until that returns.
 */
final class Ec2Relay implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)");
    private static final Pattern ACTION = Pattern.compile("(?:Action=|x-amz-target: *)([A-Za-z0-9_.]+)");

    private final ServerSocket door;
    private final URI cloud;
    private final Consumer<String> watch;

    Ec2Relay(URI cloud, Consumer<String> watch) throws IOException {
        this.cloud = cloud;
        this.watch = watch;
        this.door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                Socket caller = door.accept();
                Thread.ofVirtual().start(() -> pass(caller));
            }
        } catch (IOException closed) {
            // as the process wants it
        }
    }

    private void pass(Socket caller) {
        try (caller;
                Socket called = new Socket(cloud.getHost(), cloud.getPort())) {
            InputStream asked = caller.getInputStream();
            InputStream answered = called.getInputStream();
            while (true) {
                byte[] request = message(asked);
                Matcher action = ACTION.matcher(new String(request, StandardCharsets.ISO_8859_1));
                String name = action.find() ? action.group(1) : "?";
                watch.accept("before request " + name);
                called.getOutputStream().write(request);
                byte[] answer = message(answered);
                watch.accept("before the answer to " + name);
                caller.getOutputStream().write(answer);
            }
        } catch (IOException gone) {
            // either side has closed
        }
    }

    private static byte[] message(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!endsHead(head)) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("closed");
            }
            head.write(next);
        }
        Matcher length =
                LENGTH.matcher(head.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT));
        head.write(length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0]);
        return head.toByteArray();
    }

    private static boolean endsHead(ByteArrayOutputStream head) {
        return head.size() >= 4 && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n");
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
