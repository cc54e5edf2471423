package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.ec2.Ec2Clients;
import io.skipjack.provider.sandbox.ec2.Book;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Instances of somebody else in the same account, with tags that look like ours: never touched. */
@Timeout(180)
@org.junit.jupiter.api.Tag("waiting")
class Row56ForeignInstanceIT {
    private static final String OWNER = "skipjack:owner";
    private static final int SWEEPS = 3;

    private static SpotTrial trial;
    private static Ec2Clients clients;

    @BeforeAll
    static void start() {
        trial = SpotTrial.start(Map.of());
        clients = new Ec2Clients(trial.ec2().uri());
    }

    @AfterAll
    static void stop() {
        clients.close();
        trial.close();
    }

    /** An orphan of our own is launched each time, and its end shows that a whole sweep has been made since. */
    @Test
    void manySweepsEndOrphansOfOursAndNothingThatOnlyLooksLikeThem() {
        String model = trial.deploySpotOnly("min_replicas: 1, max_replicas: 2");
        trial.awaitReady(model, 1);
        Book ours = trial.only(model);
        Map<String, String> tags = ours.tags();
        String owner = ours.owner();
        List<String> foreign = new ArrayList<>();
        for (String similar : List.of(
                owner + "x",
                owner.substring(0, owner.length() - 1),
                owner.toUpperCase(Locale.ROOT) + "-",
                " " + owner,
                "*",
                owner.charAt(0) + "*",
                "")) {
            foreign.add(launch(but(tags, OWNER, similar)));
        }
        Map<String, String> otherKey = new HashMap<>(but(tags, "Skipjack:Owner", owner));
        otherKey.remove(OWNER);
        foreign.add(launch(otherKey));
        foreign.add(launch(Map.of("Name", "skipjack-rack-1")));

        for (int sweep = 1; sweep <= SWEEPS; sweep++) {
            String orphan = launch(but(tags, "skipjack:replica", "nobody-" + sweep));
            await("sweep " + sweep)
                    .atMost(SpotTrial.PATIENCE)
                    .until(() -> !book(orphan).isLive());
            assertThat(book(orphan).reason()).isEqualTo("Client.UserInitiatedShutdown");
        }
        trial.router().undeploy(model);
        await().atMost(SpotTrial.PATIENCE).until(() -> !book(ours.id()).isLive());

        assertThat(foreign)
                .hasSize(9)
                .allSatisfy(id -> assertThat(book(id).isLive())
                        .as("%s of %s", id, book(id).tags())
                        .isTrue());
    }

    private static Map<String, String> but(Map<String, String> tags, String key, String value) {
        Map<String, String> changed = new HashMap<>();
        tags.forEach((name, old) -> {
            if (!name.startsWith("aws:")) {
                changed.put(name, old);
            }
        });
        changed.put(key, value);
        return changed;
    }

    private static Book book(String id) {
        return trial.cloud().books().stream()
                .filter(book -> book.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String launch(Map<String, String> tags) {
        TagSpecification specification = TagSpecification.builder()
                .resourceType(ResourceType.INSTANCE)
                .tags(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
        RunInstancesRequest request = RunInstancesRequest.builder()
                .imageId("ami-12345678")
                .instanceType(InstanceType.G6_XLARGE)
                .minCount(1)
                .maxCount(1)
                .tagSpecifications(specification)
                .build();
        return clients.ec2("us-east-1")
                .runInstances(request)
                .instances()
                .getFirst()
                .instanceId();
    }
}
