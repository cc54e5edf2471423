package io.skipjack.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.EndpointConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import io.skipjack.app.config.ConfigException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class ClusterConfigTest {
    private static final String SECRET = "0123456789abcdef";

    @Test
    void opensNothingButTheMembersPortOnOneAddress() {
        Config config = ClusterConfig.of(settings(SECRET));
        EndpointConfig members =
                config.getAdvancedNetworkConfig().getEndpointConfigs().get(EndpointQualifier.MEMBER);
        JoinConfig join = config.getAdvancedNetworkConfig().getJoin();

        assertThat(config.getAdvancedNetworkConfig().getEndpointConfigs()).containsOnlyKeys(EndpointQualifier.MEMBER);
        assertThat(members.getInterfaces().getInterfaces()).containsExactly("127.0.0.1");
        assertThat(join.getMulticastConfig().isEnabled()).isFalse();
        assertThat(join.getAutoDetectionConfig().isEnabled()).isFalse();
        assertThat(join.getTcpIpConfig().getMembers()).containsExactly("10.0.0.1:5701", "10.0.0.2:5800");
        assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    }

    @Test
    void theSecretMakesAnotherClusterAndShowsNowhere() {
        Config one = ClusterConfig.of(settings(SECRET));
        Config other = ClusterConfig.of(settings("another-secret-of-theirs"));

        assertThat(one.getClusterName()).isNotEqualTo(other.getClusterName()).startsWith("skipjack-");
        assertThat(one.toString() + settings(SECRET)).doesNotContain(SECRET);
    }

    @Test
    void beyondLoopbackAShortSecretIsRefused() {
        assertThatThrownBy(() -> new ClusterSettings(true, List.of(), 5701, "10.0.0.1", "skipjack", "short"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("skipjack.cluster.secret must have at least 16 characters")
                .message()
                .doesNotContain("short");
        assertThat(ClusterConfig.of(settings("")).getClusterName()).isEqualTo("skipjack");
    }

    @Test
    void readsNoObjectOfASendersChoice() {
        InternalSerializationService sender = new DefaultSerializationServiceBuilder().build();
        InternalSerializationService reader = new DefaultSerializationServiceBuilder()
                .setConfig(ClusterConfig.of(settings(SECRET)).getSerializationConfig())
                .build();
        Object text = reader.toObject(sender.toData("text"));
        Object error = reader.toObject(sender.toData(new IllegalStateException("theirs")));

        assertThat(text).isEqualTo("text");
        assertThat(error).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reader.toObject(sender.toData(new Stranger())))
                .hasStackTraceContaining("is not allowed");
        assertThatThrownBy(() -> reader.toObject(sender.toData(new Throwable("gadget", new Gadget()))))
                .isInstanceOfAny(HazelcastSerializationException.class, SecurityException.class);
        sender.dispose();
        reader.dispose();
    }

    @Test
    void aTakenPortIsSaidAtTheStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ClusterSettings settings = new ClusterSettings(
                    true, List.of("127.0.0.1"), taken.getLocalPort(), "127.0.0.1", "skipjack", SECRET);
            assertThatThrownBy(() -> new HazelcastGossip(settings))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("cannot listen for other routers on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    private static ClusterSettings settings(String secret) {
        return new ClusterSettings(true, List.of("10.0.0.1", "10.0.0.2:5800"), 5701, "127.0.0.1", "skipjack", secret);
    }

    private static final class Stranger extends PriorityQueue<String> {}

    private static final class Gadget extends Throwable {}
}
