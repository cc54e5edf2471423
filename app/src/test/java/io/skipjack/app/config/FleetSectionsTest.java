package io.skipjack.app.config;

import static io.skipjack.app.config.SectionsTest.section;
import static io.skipjack.app.config.SkipjackPropertiesTest.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.FleetTiming;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;

/** The sections of the fleet: one test of all defaults, one of all keys, and what is refused. */
class FleetSectionsTest {
    private static final Map<String, ?> NOTHING = Map.of();

    @Test
    void fleetDefaults() {
        assertThat(bind(NOTHING).fleet())
                .isEqualTo(new FleetProperties(
                        "",
                        "",
                        "",
                        "",
                        seconds(10),
                        seconds(2),
                        seconds(1),
                        seconds(2),
                        seconds(60),
                        seconds(300),
                        20,
                        "",
                        seconds(300),
                        seconds(900),
                        seconds(60),
                        seconds(300),
                        seconds(30),
                        seconds(600),
                        seconds(180),
                        seconds(600),
                        seconds(1800),
                        seconds(30),
                        seconds(1800),
                        5,
                        Duration.ofHours(72)));
        assertThat(bind(NOTHING).fleet().timing()).isEqualTo(FleetTiming.DEFAULT);
        assertThat(bind(NOTHING).fleet().hourlyCostBound()).isNull();
    }

    @Test
    void fleetKeys() {
        Map<String, Object> keys = section("fleet", "router-id", "a", "store-url", "jdbc:postgresql://db/x");
        keys.putAll(section("fleet", "store-user", "u", "store-password", "p", "leader-ttl", "4s"));
        keys.putAll(section("fleet", "autoscale-interval", "5s", "follow-interval", "3s"));
        keys.putAll(section("fleet", "observe-interval", "6s", "sweep-interval", "7s"));
        keys.putAll(section("fleet", "price-interval", "8s", "max-replicas", 9, "max-hourly-cost", "$10.5"));
        keys.putAll(section("fleet", "launch-timeout", "11s", "ready-timeout", "12s", "unreachable-after", "13s"));
        keys.putAll(section("fleet", "consistency-window", "14s", "orphan-grace", "15s", "drain-timeout", "16s"));
        keys.putAll(section("fleet", "avoid-after-refusal", "17s", "avoid-after-interruption", "18s"));
        keys.putAll(section("fleet", "avoid-after-quota", "19s", "backoff", "20s", "max-backoff", "21s"));
        keys.putAll(section("fleet", "max-failures", 22, "keep-ended", "23s"));

        FleetProperties fleet = bind(keys).fleet();
        assertThat(fleet)
                .isEqualTo(new FleetProperties(
                        "a",
                        "jdbc:postgresql://db/x",
                        "u",
                        "p",
                        seconds(4),
                        seconds(5),
                        seconds(3),
                        seconds(6),
                        seconds(7),
                        seconds(8),
                        9,
                        "$10.5",
                        seconds(11),
                        seconds(12),
                        seconds(13),
                        seconds(14),
                        seconds(15),
                        seconds(16),
                        seconds(17),
                        seconds(18),
                        seconds(19),
                        seconds(20),
                        seconds(21),
                        22,
                        seconds(23)));
        assertThat(fleet.hourlyCostBound()).isEqualTo(Money.ofDollars("10.5"));
        assertThat(fleet.timing())
                .isEqualTo(new FleetTiming(
                        seconds(11),
                        seconds(12),
                        seconds(13),
                        seconds(14),
                        seconds(15),
                        seconds(16),
                        seconds(17),
                        seconds(18),
                        seconds(19),
                        seconds(20),
                        seconds(21),
                        22));
    }

    @ParameterizedTest
    @CsvSource({
        "fleet.max-hourly-cost, lots",
        "fleet.max-hourly-cost, 0",
        "fleet.max-hourly-cost, -1",
        "fleet.max-replicas, -1",
        "fleet.leader-ttl, 1s",
        "fleet.ready-timeout, 1m",
        "fleet.max-backoff, 1s",
        "fleet.max-failures, 0",
        "fleet.store-url, mysql://db",
        "ec2.endpoint, localhost",
        "ec2.regions[0], US East",
        "ec2.image, ''",
        "ec2.ami, ubuntu",
        "ec2.engine-key, sk-secret",
        "ec2.hf-token, hf_secret",
        "ec2.disk-gb, 1",
        "ec2.disk-dollars-per-gb-month, cheap",
        "ec2.address-dollars-per-hour, -1",
        "ec2.abandon-after, 5s",
        "ec2.stop-timeout, 2m",
        "cluster.port, 0",
    })
    void whatCannotBeIsRefused(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("skipjack." + key, value)))
                .hasRootCauseInstanceOf(BindValidationException.class);
    }

    @Test
    void ec2Defaults() {
        assertThat(bind(NOTHING).ec2())
                .isEqualTo(new Ec2Properties(
                        "",
                        List.of("us-east-1"),
                        "",
                        "vllm/vllm-openai:v0.27.1"
                                + "@sha256:0a51ea5b4ae2dc5d81890e5173f54203d2a3ae0cfffe51b8fd2afd4391bfd967",
                        "ssm:/aws/service/deeplearning/ami/x86_64/base-oss-nvidia-driver-gpu-ubuntu-24.04/latest/ami-id",
                        "skipjack-engine",
                        "skipjack-engine",
                        "",
                        "ssm:/skipjack/engine-key",
                        "",
                        "",
                        100,
                        "0.08",
                        "0.005",
                        seconds(600),
                        seconds(100),
                        ""));
    }

    @Test
    void ec2Keys() {
        Map<String, Object> keys = section("ec2", "endpoint", "http://127.0.0.1:1", "regions[0]", "eu-west-1");
        keys.putAll(section("ec2", "regions[1]", "eu-west-2", "router-url", "http://10.0.0.9:8080", "image", "i"));
        keys.putAll(section("ec2", "ami", "ami-0123456789abcdef0", "instance-profile", "p", "security-group", "g"));
        keys.putAll(section("ec2", "subnet-tag", "t", "engine-key", "secretsmanager:k", "hf-token", "ssm:/h"));
        keys.putAll(section("ec2", "weights-bucket", "b", "disk-gb", 200, "abandon-after", "60s"));
        keys.putAll(section("ec2", "disk-dollars-per-gb-month", "0.1", "address-dollars-per-hour", "0"));
        keys.putAll(section("ec2", "stop-timeout", "1s", "key-name", "n"));

        assertThat(bind(keys).ec2())
                .isEqualTo(new Ec2Properties(
                        "http://127.0.0.1:1",
                        List.of("eu-west-1", "eu-west-2"),
                        "http://10.0.0.9:8080",
                        "i",
                        "ami-0123456789abcdef0",
                        "p",
                        "g",
                        "t",
                        "secretsmanager:k",
                        "ssm:/h",
                        "b",
                        200,
                        "0.1",
                        "0",
                        seconds(60),
                        seconds(1),
                        "n"));
    }

    @Test
    void clusterDefaults() {
        assertThat(bind(NOTHING).cluster())
                .isEqualTo(new ClusterProperties(false, List.of(), 5701, "127.0.0.1", "skipjack", ""));
    }

    @Test
    void clusterKeys() {
        Map<String, Object> keys = section("cluster", "enabled", true, "members[0]", "10.0.0.2:5701", "port", 1);
        keys.putAll(section("cluster", "address", "10.0.0.1", "name", "n", "secret", "s".repeat(16)));

        assertThat(bind(keys).cluster())
                .isEqualTo(new ClusterProperties(true, List.of("10.0.0.2:5701"), 1, "10.0.0.1", "n", "s".repeat(16)));
    }

    @Test
    void aClusterThatOthersReachNeedsASecret() {
        assertThatThrownBy(() -> bind(section("cluster", "enabled", true, "address", "10.0.0.1", "secret", "short")))
                .hasRootCauseInstanceOf(BindValidationException.class);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
