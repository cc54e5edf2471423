package io.skipjack.provider.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many instances a service has, from Cloud Monitoring: {@code run.googleapis.com/container/instance_count}, "number of
 * container instances that exist, broken down by state" (docs.cloud.google.com/monitoring/api/metrics_gcp). The Admin API
 * does not say, and a request would wake one. Sampled every minute and seen up to two minutes later, so what is said is up
 * to three minutes old, and an instance that still starts counts.
 *
 * @param instances 0 or more; 0 also when it is not known
 * @param note why it is not known; empty when it is
 */
record InstanceCount(int instances, String note) {
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);
    /** Of one sample: series of revisions that are gone end before the newest. */
    private static final Duration SAMPLE = Duration.ofSeconds(60);

    private record Point(Instant at, int value) {}

    static InstanceCount of(RestClient monitoring, CloudRunSettings settings, String service)
            throws ProviderUnavailableException {
        RestAnswer answer = monitoring.get(path(settings, service, Instant.now()));
        if (!answer.isOk()) {
            return new InstanceCount(
                    0, "instances unknown (%s); grant roles/monitoring.viewer".formatted(answer.message()));
        }
        List<Point> newest = new ArrayList<>();
        for (JsonNode series : answer.json().path("timeSeries")) {
            JsonNode point = series.at("/points/0");
            if (point.isObject()) {
                newest.add(new Point(
                        Instant.parse(point.at("/interval/endTime").asText()),
                        point.at("/value/int64Value").asInt()));
            }
        }
        Instant last = newest.stream().map(Point::at).max(Instant::compareTo).orElse(Instant.MIN);
        int instances = newest.stream()
                .filter(point -> Duration.between(point.at(), last).compareTo(SAMPLE) < 0)
                .mapToInt(Point::value)
                .sum();
        return new InstanceCount(instances, "");
    }

    static String path(CloudRunSettings settings, String service, Instant now) {
        String filter = "metric.type=\"run.googleapis.com/container/instance_count\""
                + " AND resource.labels.service_name=\"%s\" AND resource.labels.location=\"%s\""
                        .formatted(service, settings.region());
        return "/v3/projects/%s/timeSeries?filter=%s&interval.startTime=%s&interval.endTime=%s&view=FULL"
                .formatted(settings.project(), RestClient.segment(filter), now.minus(LOOK_BACK), now);
    }
}
