package io.skipjack.provider.sandbox;

import static io.skipjack.provider.sandbox.Ec2Stage.spot;
import static io.skipjack.provider.sandbox.Ec2Stage.userData;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataTagsState;

class FakeImdsIT {
    private final Ec2Stage stage = Ec2Stage.fast();
    private final HttpClient client = HttpClient.newHttpClient();
    private String id = "";
    private FakeImds imds;

    @BeforeEach
    void launch() {
        id = stage.run(spot(userData(""))
                        .metadataOptions(options -> options.instanceMetadataTags(InstanceMetadataTagsState.ENABLED))
                        .iamInstanceProfile(profile -> profile.name("skipjack-engine"))
                        .build())
                .instanceId();
        imds = FakeImds.start(stage.fake, id);
    }

    @AfterEach
    void stop() {
        imds.close();
        client.close();
        stage.close();
    }

    @Test
    void tellsWhatTheInstanceIs() throws Exception {
        String token = token("60").body();

        assertThat(get("meta-data/instance-id", token).body()).isEqualTo(id);
        assertThat(get("meta-data/placement/region", token).body()).isEqualTo("us-east-1");
        assertThat(get("meta-data/placement/availability-zone", token).body()).isEqualTo("us-east-1a");
        assertThat(get("meta-data/instance-life-cycle", token).body()).isEqualTo("spot");
        assertThat(get("meta-data/tags/instance/skipjack:replica", token).body())
                .isEqualTo("rack-1");
        assertThat(get("meta-data/tags/instance", token).body()).isEqualTo("skipjack:owner\nskipjack:replica");
        assertThat(get("user-data", token).body()).startsWith("#!/bin/bash");
        assertThat(get("meta-data/iam/security-credentials/", token).body()).isEqualTo("skipjack-engine");
        assertThat(get("meta-data/iam/security-credentials/skipjack-engine", token)
                        .body())
                .contains("\"AccessKeyId\":\"sandbox\"");
        assertThat(get("meta-data/nothing", token).statusCode()).isEqualTo(404);
    }

    @Test
    void tellsNothingWithoutAValidToken() throws Exception {
        assertThat(get("meta-data/instance-id", "none").statusCode()).isEqualTo(401);
        assertThat(token("0").statusCode()).isEqualTo(400);
        assertThat(token("21601").statusCode()).isEqualTo(400);
        String token = token("21600").body();
        imds.expireTokens();
        assertThat(get("meta-data/instance-id", token).statusCode()).isEqualTo(401);
    }

    @Test
    void tellsOfAnInterruptionAndOfARecommendation() throws Exception {
        String token = token("60").body();
        assertThat(get("meta-data/spot/instance-action", token).statusCode()).isEqualTo(404);
        assertThat(get("meta-data/events/recommendations/rebalance", token).statusCode())
                .isEqualTo(404);

        Instant before = Instant.now();
        stage.fake.recommendRebalance(id);
        stage.fake.interrupt(id, Interrupting.after(Duration.ofMinutes(2)));

        assertThat(Json.read(get("meta-data/spot/instance-action", token).body().getBytes())
                        .path("time")
                        .asText())
                .satisfies(time -> assertThat(Instant.parse(time))
                        .isBetween(before.plusSeconds(119), before.plusSeconds(130))
                        .isEqualTo(Instant.parse(time).truncatedTo(ChronoUnit.SECONDS)));
        assertThat(get("meta-data/events/recommendations/rebalance", token).body())
                .startsWith("{\"noticeTime\":");
        assertThat(imds.asked("/latest/meta-data/spot/instance-action")).isEqualTo(2);
    }

    private HttpResponse<String> token(String ttl) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(imds.uri().resolve("/latest/api/token"))
                        .header("X-aws-ec2-metadata-token-ttl-seconds", ttl)
                        .PUT(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(imds.uri().resolve("/latest/" + path))
                        .header("X-aws-ec2-metadata-token", token)
                        .build(),
                BodyHandlers.ofString());
    }
}
