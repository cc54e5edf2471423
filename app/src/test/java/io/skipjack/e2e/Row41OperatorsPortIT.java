package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code OperatorsPortIT} cannot send: the operators' port under other names, and from other addresses. */
class Row41OperatorsPortIT {
    private static final TestRouter ROUTER = TestRouter.shared();

    /** A page that a browser was lured to may bind its own name to 127.0.0.1; the Host header then gives it away. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8081",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "127.0.0.1@evil.example",
                "evil.example#127.0.0.1",
                "[::1].evil.example",
                "10.0.0.5",
                ""
            })
    void anotherNameIsRefused(String host) {
        for (String path : new String[] {
            "/actuator/health", "/actuator/prometheus", "/actuator/jolokia/version", "/actuator/hawtio/"
        }) {
            RawReply reply = get(path, host);
            assertThat(reply.status()).as(path).isIn(400, 403);
            assertThat(reply.body()).doesNotContain("UP", "jvm_", "agent");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "LOCALHOST:80", "[::1]"})
    void thisMachinesNamesAreAnswered(String host) {
        assertThat(get("/actuator/info", host).status()).isEqualTo(200);
    }

    @Test
    void itIsNotOpenOnOtherAddresses() throws IOException {
        Inet4Address outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .map(Inet4Address.class::cast)
                .filter(address -> !address.isLoopbackAddress())
                .findAny()
                .orElse(null);
        Assumptions.assumeTrue(outside != null, "this machine has a loopback address only");

        assertThatThrownBy(() -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(outside, ROUTER.operatorPort()), 1_000);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/env",
                "/actuator/configprops",
                "/actuator/heapdump",
                "/actuator/../actuator/env",
                "/actuator/%65nv",
                "/actuator/env;a=b",
                "/actuator//env",
                "/env",
                "/heapdump",
                "/error",
                "/actuator/health/../env"
            })
    void whatShowsConfigurationOrMemoryIsNotThereUnderAnySpelling(String path) {
        RawReply reply = get(path, "localhost");

        assertThat(reply.status()).as(reply.body()).isGreaterThanOrEqualTo(400);
        assertThat(reply.body()).doesNotContain(TestRouter.KEY, "java.home", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/jolokia/exec/java.lang:type=Memory/gc",
                "/actuator/jolokia/write/java.lang:type=Memory/Verbose/true",
                "/actuator/jolokia/read/java.lang:type=Runtime/SystemProperties",
                "/actuator/jolokia/exec/com.sun.management:type=HotSpotDiagnostic/dumpHeap/!/tmp!/x.hprof/true",
                "/actuator/jolokia/exec/com.sun.management:type=DiagnosticCommand/vmSystemProperties"
            })
    void jolokiaRefusesByUrlToo(String path) {
        assertThat(get(path, "localhost").body()).contains("\"status\":403").doesNotContain("java.home");
    }

    private static RawReply get(String path, String host) {
        try (RawClient client = RawClient.connect(ROUTER.operatorPort())) {
            return client.send("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host))
                    .reply();
        }
    }
}
