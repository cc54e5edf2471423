package io.skipjack.provider.sandbox;

import static io.skipjack.provider.sandbox.Ec2Stage.spot;
import static io.skipjack.provider.sandbox.Ec2Stage.userData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.ec2.Book;
import io.skipjack.provider.sandbox.ec2.BootTrouble;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What pretend instances do of themselves: boot, report, drain, give up. */
class FakeHostIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Ec2Stage stage = Ec2Stage.fast();
    private final FakeEc2 fake = stage.fake;
    private final RouterStub router = new RouterStub();

    @AfterEach
    void stop() {
        stage.close();
        router.close();
    }

    @Test
    void reportsItsPhasesAndBeatsSigned() throws Exception {
        String id = launch(userData(router.url()));
        awaitPhase(id, "ready");
        await().atMost(SOON).until(() -> router.reports("heartbeat").size() > 2);

        assertThat(router.phases()).containsExactly("running", "pulling", "loading", "ready");
        assertThat(router.reports("phase")).allSatisfy(each -> {
            assertThat(each.path("replica").asText()).isEqualTo("rack-1");
            assertThat(each.path("instance").asText()).isEqualTo(id);
            assertThat(Instant.parse(each.path("at").asText())).isBeforeOrEqualTo(Instant.now());
        });
        assertThat(router.received()).allSatisfy(each -> {
            assertThat(each.path()).isEqualTo("/hosts/report");
            assertThat(each.header("x-skipjack-signature"))
                    .isEqualTo(signature(each.header("x-skipjack-time"), each.bodyText()));
        });
        assertThat(book(id).neverOwned()).isZero();
    }

    @Test
    void sendsNothingOfTheSecretsItHolds() {
        String id = launch(userData(router.url()));
        awaitPhase(id, "ready");

        assertThat(router.received()).noneMatch(each -> each.bodyText().contains("sandbox-engine-key"));
    }

    @Test
    void anInterruptionIsToldOnceAndDrainsTheEngine() {
        String id = launch(userData(router.url()));
        awaitPhase(id, "ready");

        fake.interrupt("rack-1", Interrupting.after(Duration.ofMillis(700)));

        await().atMost(SOON).until(() -> router.reports("interruption").size() == 1);
        assertThat(fake.phase(id)).isIn("draining", "dead");
        assertThat(Instant.parse(router.reports("interruption")
                        .getFirst()
                        .path("deadline")
                        .asText()))
                .isBetween(Instant.now().minusSeconds(2), Instant.now().plusSeconds(2));
        awaitGone(id);
        assertThat(book(id).reason()).isEqualTo("Server.SpotInstanceTermination");
        assertThat(router.reports("interruption")).hasSize(1);
    }

    @Test
    void noticesComeTwiceLateOrNever() {
        String twice = launch(userData(router.url()));
        awaitPhase(twice, "ready");
        fake.interrupt(twice, Interrupting.after(Duration.ofMillis(500)).saidTwice());
        awaitGone(twice);
        assertThat(router.reports("interruption")).hasSize(2);

        String never = launch(userData(router.url()));
        fake.interrupt(never, Interrupting.after(Duration.ofMillis(300)).neverSaid());
        awaitGone(never);
        assertThat(router.reports("interruption")).hasSize(2);

        String late = launch(userData(router.url()));
        awaitPhase(late, "ready");
        Instant before = Instant.now();
        fake.interrupt(late, Interrupting.after(Duration.ofMillis(900)).saidLate(Duration.ofMillis(400)));
        await().atMost(SOON).until(() -> router.reports("interruption").size() == 3);
        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        awaitGone(late);
    }

    @Test
    void goneAtOnceIsGoneWithoutAWord() {
        String id = launch(userData(router.url()));
        awaitPhase(id, "ready");

        fake.interrupt(id, Interrupting.atOnce());

        assertThat(book(id).isLive()).isFalse();
        awaitGone(id);
        assertThat(router.reports("interruption")).isEmpty();
    }

    @Test
    void aRebalanceRecommendationEndsNothing() {
        String id = launch(userData(router.url()));
        awaitPhase(id, "ready");

        fake.recommendRebalance(id);

        await().atMost(SOON).until(() -> router.reports("rebalance").size() == 1);
        assertThat(fake.phase(id)).isEqualTo("ready");
        assertThat(book(id).isLive()).isTrue();
    }

    @Test
    void shutsItselfDownWhenNoRouterClaimsIt() {
        router.status = 404;
        String id = launch(userData(router.url(), "SKIPJACK_ABANDON_AFTER_SECONDS='0.5'"));

        await().atMost(SOON).until(() -> !book(id).isLive());

        assertThat(book(id).reason()).isEqualTo("Client.InstanceInitiatedShutdown");
        assertThat(book(id).billed()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(5));
        assertThat(book(id).unowned()).isZero();
    }

    @Test
    void livesOnWhileARouterClaimsItAndEndsAfterTheRouter() {
        String id = launch(userData(router.url(), "SKIPJACK_ABANDON_AFTER_SECONDS='0.6'"));
        awaitPhase(id, "ready");
        await().atMost(SOON).until(() -> book(id).billed().compareTo(Duration.ofSeconds(1)) > 0);
        assertThat(book(id).isLive()).isTrue();
        assertThat(book(id).unowned()).isLessThan(Duration.ofMillis(500));

        router.close();

        await().atMost(SOON).until(() -> !book(id).isLive());
        assertThat(book(id).unowned()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(3));
        assertThat(book(id).neverOwned()).isZero();
    }

    @Test
    void servesWithoutAnyRouterAsLongAsItIsPatient() {
        String id = launch(userData(""));

        awaitPhase(id, "ready");
        await().atMost(SOON).until(() -> book(id).neverOwned().compareTo(Duration.ofMillis(200)) > 0);

        assertThat(book(id).isLive()).isTrue();
        String impatient = launch(userData("", "SKIPJACK_ABANDON_AFTER_SECONDS='0.1'"));
        await().atMost(SOON).until(() -> !book(impatient).isLive());
    }

    @Test
    void userDataThatSaysNothingBootsNothing() {
        String id = launch("#!/bin/bash\necho hello\n");

        await().atMost(SOON).until(() -> book(id).state().equals("running"));

        assertThat(fake.phase(id)).isEqualTo("requested");
        assertThat(fake.engine(id)).isEmpty();
        assertThat(router.received()).isEmpty();
    }

    @Test
    void troublesKeepItFromEverGettingHealthy() {
        fake.misbehaviour().troubleBoots(BootTrouble.HF_401, 1);
        fake.misbehaviour().troubleBoots(BootTrouble.PULL_HANGS, 1);
        fake.misbehaviour().troubleBoots(BootTrouble.OOM_LOOP, 1);
        fake.misbehaviour().troubleBoots(BootTrouble.SILENT, 1);

        String refused = launch(userData(router.url()));
        awaitPhase(refused, "failed");
        await().atMost(SOON).until(() -> router.reports("failure").size() == 1);
        String hanging = launch(userData(router.url()));
        awaitPhase(hanging, "pulling");
        String looping = launch(userData(router.url()));
        awaitPhase(looping, "failed");
        await().atMost(SOON).until(() -> router.reports("failure").size() == 2);
        assertThat(router.reports("failure"))
                .extracting(each -> each.path("message").asText())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("the engine ended 3 times, last with code 1")
                                .contains("401"),
                        second -> assertThat(second).startsWith("the engine ended 3 times, last with code 137"));
        String silent = launch(userData(router.url()));
        String healthy = launch(userData(router.url()));
        awaitPhase(healthy, "ready");

        assertThat(fake.phase(hanging)).isEqualTo("pulling");
        assertThat(fake.engine(looping)).isEmpty();
        assertThat(fake.phase(silent)).isEqualTo("requested");

        fake.restore(hanging);
        awaitPhase(hanging, "ready");
    }

    @Test
    void withoutTheEngineKeyNothingBootsAndNothingIsSaid() {
        String id = launch(userData(router.url(), "SKIPJACK_ABANDON_AFTER_SECONDS='0.3'")
                .replace("ssm:/skipjack/engine-key", "ssm:/other"));

        await().atMost(SOON).until(() -> !book(id).isLive());

        assertThat(book(id).reason()).isEqualTo("Client.InstanceInitiatedShutdown");
        assertThat(router.received()).isEmpty();
    }

    @Test
    void whatNobodyTookIsToldAgain() {
        router.status = 503;
        String id = launch(userData(router.url()));
        awaitPhase(id, "ready");
        fake.recommendRebalance(id);
        await().atMost(SOON).until(() -> !router.reports("rebalance").isEmpty());
        int before = router.received().size();

        router.status = 200;

        await().atMost(SOON)
                .until(() -> router.received().stream()
                                .skip(before)
                                .filter(each -> each.bodyText().contains("rebalance"))
                                .count()
                        == 1);
        assertThat(router.received().stream()
                        .skip(before)
                        .map(each -> each.bodyText())
                        .toList())
                .anyMatch(each -> each.contains("running"))
                .anyMatch(each -> each.contains("pulling"))
                .anyMatch(each -> each.contains("ready"));
    }

    @Test
    void slownessReachesBootAndEngine() {
        String id = launch(userData(router.url()));
        fake.slow(id, 10);
        awaitPhase(id, "ready");

        assertThat(fake.engine(id).orElseThrow().slowdown()).isEqualTo(10);
        assertThat(book(id).billed()).isGreaterThan(Duration.ofMillis(400));
        fake.restore(id);
        assertThat(fake.engine(id).orElseThrow().slowdown()).isEqualTo(1);
    }

    @Test
    void aWithdrawnInterruptionDoesNotHappen() {
        String id = launch(userData(router.url()));
        awaitPhase(id, "ready");
        fake.interrupt(id, Interrupting.after(Duration.ofMillis(400)));
        await().atMost(SOON).until(() -> fake.phase(id).equals("draining"));

        fake.restore(id);

        await().during(Duration.ofMillis(600))
                .atMost(SOON)
                .until(() -> fake.phase(id).equals("ready"));
        assertThat(book(id).isLive()).isTrue();
    }

    @Test
    void leversOnWhatIsNotThereSaySo() {
        String id = launch("");

        assertThatThrownBy(() -> fake.interrupt("rack-9", Interrupting.atOnce()))
                .isInstanceOf(SandboxException.class)
                .hasMessage("There is no living instance rack-9, only " + id + ".");
    }

    private String launch(String userData) {
        return stage.run(spot(userData).build()).instanceId();
    }

    private Book book(String id) {
        return fake.books().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void awaitPhase(String id, String phase) {
        await().atMost(SOON).until(() -> fake.phase(id).equals(phase));
    }

    private void awaitGone(String id) {
        await().atMost(SOON).until(() -> book(id).state().equals("terminated"));
    }

    private static String signature(String time, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("sandbox-engine-key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal((time + "\n" + body).getBytes(StandardCharsets.UTF_8)));
    }
}
