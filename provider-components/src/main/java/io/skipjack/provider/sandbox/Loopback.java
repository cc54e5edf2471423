package io.skipjack.provider.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;

/**
 * Addresses of the loopback interface. Linux has all of 127.0.0.0/8; macOS only those somebody has added, so there the
 * instances begin at one known place.
 */
final class Loopback {
    static final String USUAL = "127.0.0.1";

    /** Block 126.x of {@code Addresses}: 127.127.0.1 and on. */
    private static final int KNOWN_BLOCK = 126 * 256;

    private static final String KNOWN = "127.127.0.";
    private static final int BLOCKS = 254 * 256;

    private Loopback() {}

    /** The block in which instances get their addresses: by chance, where any address will do. */
    static int block() {
        if (mayListenOn("127.254.253.252")) {
            return new SecureRandom().nextInt(BLOCKS);
        }
        if (mayListenOn(KNOWN + 1)) {
            return KNOWN_BLOCK;
        }
        throw new SandboxException("This system has no addresses for pretend instances; add some with: for i in $(seq 1"
                + " 20); do sudo ifconfig lo0 alias " + KNOWN + "$i; done");
    }

    private static boolean mayListenOn(String address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
