package io.skipjack.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.skipjack.domain.fleet.BootPhase;
import io.skipjack.domain.fleet.HostReport;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.processors.fleet.HostReportRefusedException;
import io.skipjack.processors.fleet.SignedReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostReportsTest {
    private static final String KEY = "engine-key";
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String HEAD =
            "\"replica\":\"my-rack-12\",\"instance\":\"i-0abc\",\"at\":\"2026-11-21T09:59:58Z\"";

    private final HostReports reports = new HostReports(new ObjectMapper(), () -> KEY, HostReports.SKEW, () -> NOW);

    @Test
    void readsAPhase() throws Exception {
        SignedReport read = read("{" + HEAD + ",\"kind\":\"phase\",\"phase\":\"loading\"}");

        assertThat(read)
                .isEqualTo(new SignedReport(
                        new HostReport(
                                new ReplicaId("my-rack", 12),
                                "i-0abc",
                                Instant.parse("2026-11-21T09:59:58Z"),
                                BootPhase.LOADING,
                                null,
                                null),
                        false));
    }

    @Test
    void readsANoticeWithItsDeadline() throws Exception {
        HostReport report = read("{" + HEAD + ",\"kind\":\"interruption\",\"deadline\":\"2026-11-21T10:01:58Z\"}")
                .report();

        assertThat(report.interruption())
                .isEqualTo(new Interruption(
                        Interruption.Kind.END,
                        Instant.parse("2026-11-21T09:59:58Z"),
                        Instant.parse("2026-11-21T10:01:58Z")));
    }

    @Test
    void aRebalanceRecommendationIsARiskWithoutDeadline() throws Exception {
        assertThat(read("{" + HEAD + ",\"kind\":\"rebalance\"}").report().interruption())
                .isEqualTo(new Interruption(Interruption.Kind.RISK, Instant.parse("2026-11-21T09:59:58Z"), null));
    }

    @Test
    void aHeartbeatSaysNoMoreThanThatItIsThere() throws Exception {
        SignedReport read = read("{" + HEAD + ",\"kind\":\"heartbeat\"}");

        assertThat(read.heartbeat()).isTrue();
        assertThat(read.report().phase()).isNull();
        assertThat(read.report().interruption()).isNull();
    }

    @Test
    void aFailureLosesWhatATerminalWouldObey() throws Exception {
        assertThat(read("{" + HEAD + ",\"kind\":\"failure\",\"message\":\"pull\\u001b[31m failed\\n\"}")
                        .report()
                        .failure())
                .isEqualTo("pull [31m failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"kind\":\"heartbeat\"}",
                "{\"replica\":\"rack\",\"instance\":\"i-0\",\"at\":\"2026-11-21T09:59:58Z\",\"kind\":\"heartbeat\"}",
                "{\"replica\":\"rack-0\",\"instance\":\"i-0\",\"at\":\"2026-11-21T09:59:58Z\",\"kind\":\"heartbeat\"}",
                "{\"replica\":\"rack-1\",\"instance\":\"i-0\",\"at\":\"yesterday\",\"kind\":\"heartbeat\"}",
                "{" + HEAD + ",\"kind\":\"phase\",\"phase\":\"flying\"}",
                "{" + HEAD + ",\"kind\":\"interruption\"}",
                "{" + HEAD + ",\"kind\":\"greeting\"}"
            })
    void whatIsSignedAndCannotBeReadIsRefusedAsSuch(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        HostReportRefusedException.class,
                        refused -> assertThat(refused.authentic()).isTrue());
    }

    @Test
    void aBodyThatWasChangedOnTheWayIsRefused() {
        String signature = sign("1795255200", "{}");

        refuses("{ }", "1795255200", signature);
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        HostReports others = new HostReports(new ObjectMapper(), () -> "another", HostReports.SKEW, () -> NOW);
        String time = String.valueOf(NOW.getEpochSecond());

        assertThatThrownBy(() -> others.read(bytes("{}"), time, sign(time, "{}")))
                .isInstanceOf(HostReportRefusedException.class)
                .hasMessage("its signature is wrong");
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -172_800, 172_800})
    void aPostOfAnotherTimeIsRefused(long secondsOff) {
        String time = String.valueOf(NOW.getEpochSecond() + secondsOff);

        refuses("{}", time, sign(time, "{}"));
    }

    @Test
    void aWallClockThatWasSetWrongSinceTheStartRefusesNobody() throws Exception {
        HostReports jumped = new HostReports(
                new ObjectMapper(), () -> KEY, HostReports.SKEW, () -> NOW.plus(Duration.ofDays(2)), () -> NOW);
        String body = "{" + HEAD + ",\"kind\":\"heartbeat\"}";
        String time = String.valueOf(NOW.getEpochSecond());

        assertThat(jumped.read(bytes(body), time, sign(time, body)).heartbeat()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1", "99999999999999999999", "1e9"})
    void aTimeThatIsNoneIsRefused(String time) {
        refuses("{}", time, sign(time, "{}"));
    }

    @Test
    void nothingIsTakenWhileTheKeyIsNotKnown() {
        HostReports early = new HostReports(new ObjectMapper(), () -> null, HostReports.SKEW, () -> NOW);

        assertThatThrownBy(() -> early.read(bytes("{}"), "1", "00"))
                .isInstanceOf(HostReportRefusedException.class)
                .hasMessage("the engine key is not known yet");
    }

    @Test
    void whatIsNotSignedIsRefused() {
        refuses("{}", null, sign("1", "{}"));
        refuses("{}", String.valueOf(NOW.getEpochSecond()), null);
    }

    @Test
    void aPostTooLongIsRefusedBeforeItIsRead() {
        String body = "{" + HEAD + ",\"kind\":\"failure\",\"message\":\"" + "x".repeat(4096) + "\"}";
        String time = String.valueOf(NOW.getEpochSecond());

        refuses(body, time, sign(time, body));
    }

    private void refuses(String body, String time, String signature) {
        assertThatThrownBy(() -> reports.read(bytes(body), time, signature))
                .isInstanceOfSatisfying(
                        HostReportRefusedException.class,
                        refused -> assertThat(refused.authentic()).isFalse());
    }

    private SignedReport read(String body) throws HostReportRefusedException {
        String time = String.valueOf(NOW.getEpochSecond());
        return reports.read(bytes(body), time, sign(time, body));
    }

    private static String sign(String time, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(KEY), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes(time + "\n" + body)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
