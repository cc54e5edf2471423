package io.skipjack.app.cluster;

import io.skipjack.app.config.ConfigException;
import java.util.List;

/**
 * The other routers.
 *
 * @param enabled false (default): this router is the only one, and no port is opened
 * @param members the routers, this one included or not, as {@code ADDRESS} or {@code ADDRESS:PORT}; some are enough
 * @param port to listen on for other routers; 5701 by default
 * @param address of one interface to listen on, a private one; 127.0.0.1 by default
 * @param name of the cluster; {@code skipjack} by default
 * @param secret that all routers share, at least 16 characters; on loopback it may be empty
 */
public record ClusterSettings(
        boolean enabled, List<String> members, int port, String address, String name, String secret) {
    private static final int SHORTEST_SECRET = 16;

    public ClusterSettings {
        members = List.copyOf(members);
        if (enabled && !loopback(address) && secret.length() < SHORTEST_SECRET) {
            throw new ConfigException("skipjack.cluster.secret must have at least " + SHORTEST_SECRET
                    + " characters, the same on all routers; best from the environment: SKIPJACK_CLUSTER_SECRET");
        }
    }

    private static boolean loopback(String address) {
        return address.startsWith("127.") || address.equals("localhost") || address.equals("::1");
    }

    /** One router. */
    public static ClusterSettings alone() {
        return new ClusterSettings(false, List.of(), 5701, "127.0.0.1", "skipjack", "");
    }

    @Override
    public String toString() {
        return "ClusterSettings[enabled=" + enabled + ", name=" + name + ", " + address + ":" + port + ", members="
                + members + "]";
    }
}
