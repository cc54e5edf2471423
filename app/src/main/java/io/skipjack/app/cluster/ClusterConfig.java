package io.skipjack.app.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.InterfacesConfig;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import io.skipjack.app.config.ConfigException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hazelcast with as little of it open as a few messages a second need: one address, members only (a client finds no
 * endpoint), no multicast, no discovery in clouds, no call home, no Java serialization but of its own errors.
 *
 * <p>The community edition neither encrypts nor asks for a password. What it does check is the cluster's name, so the
 * shared secret becomes part of it: who does not know it cannot join. Who can listen on the wire learns it; the address
 * must be on a private network.
 */
final class ClusterConfig {
    private static final String HMAC = "HmacSHA256";

    private ClusterConfig() {}

    static Config of(ClusterSettings settings) {
        Config config = new Config();
        config.setClusterName(settings.secret().isEmpty() ? settings.name() : settings.name() + "-" + proof(settings));
        config.setAdvancedNetworkConfig(network(settings));
        config.getSerializationConfig().setJavaSerializationFilterConfig(ownErrorsOnly());
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false);
        quiet(config);
        prompt(config);
        return config;
    }

    private static String proof(ClusterSettings settings) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(settings.secret().getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal(settings.name().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java has " + HMAC, impossible);
        }
    }

    private static AdvancedNetworkConfig network(ClusterSettings settings) {
        ServerSocketEndpointConfig members = new ServerSocketEndpointConfig();
        members.setPort(settings.port()).setPortAutoIncrement(false);
        members.setInterfaces(new InterfacesConfig().setEnabled(true).addInterface(ip(settings.address())));
        members.setSocketConnectTimeoutSeconds(3);
        AdvancedNetworkConfig network = new AdvancedNetworkConfig().setEnabled(true);
        network.setMemberEndpointConfig(members);
        JoinConfig join = network.getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(3);
        settings.members().forEach(member -> join.getTcpIpConfig().addMember(withPort(member, settings.port())));
        return network;
    }

    private static String ip(String address) {
        try {
            return InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException unknown) {
            throw new ConfigException("skipjack.cluster.address '" + address + "' is not known here", unknown);
        }
    }

    private static String withPort(String member, int port) {
        return member.contains(":") ? member : member + ":" + port;
    }

    private static void quiet(Config config) {
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        // each line would begin with the cluster's name, and so with what the secret became
        config.setProperty("hazelcast.logging.details.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.socket.server.bind.any", "false");
        config.setProperty("hazelcast.socket.client.bind.any", "false");
        // the data path needs the processors more
        config.setProperty("hazelcast.io.input.thread.count", "1");
        config.setProperty("hazelcast.io.output.thread.count", "1");
        config.setProperty("hazelcast.operation.thread.count", "2");
        config.setProperty("hazelcast.operation.generic.thread.count", "2");
        config.setProperty("hazelcast.event.thread.count", "1");
    }

    /** Members that are silent are given up, and lost ones found again, within seconds and not minutes. */
    private static void prompt(Config config) {
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "5");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
        config.setProperty("hazelcast.max.join.seconds", "30");
    }

    /** Our messages are texts. Java's own serialization carries only Hazelcast's errors, so only those may be read. */
    private static JavaSerializationFilterConfig ownErrorsOnly() {
        ClassFilter allowed = new ClassFilter();
        allowed.addPrefixes("com.hazelcast.", "[Ljava.lang.StackTraceElement");
        allowed.addPackages("java.lang");
        allowed.addClasses(
                "java.io.IOException",
                "java.io.EOFException",
                "java.util.ArrayList",
                "java.util.Collections$EmptyList",
                "java.util.Collections$UnmodifiableList",
                "java.util.Collections$UnmodifiableRandomAccessList",
                "java.util.concurrent.CancellationException",
                "java.util.concurrent.ExecutionException",
                "java.util.concurrent.TimeoutException");
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
        filter.setDefaultsDisabled(true);
        filter.setWhitelist(allowed);
        return filter;
    }

    /** @throws ConfigException if nobody can listen there, said at the start and not later from a thread of its own */
    static void requireFree(ClusterSettings settings) {
        try (ServerSocket trial = new ServerSocket()) {
            trial.setReuseAddress(true);
            trial.bind(new InetSocketAddress(InetAddress.getByName(settings.address()), settings.port()));
        } catch (IOException refused) {
            throw new ConfigException(
                    "cannot listen for other routers on " + settings.address() + ":" + settings.port() + ", "
                            + refused.getMessage()
                            + "; choose others with skipjack.cluster.address and skipjack.cluster.port",
                    refused);
        }
    }
}
