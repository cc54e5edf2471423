package io.skipjack.provider.ec2;

import io.skipjack.domain.fleet.LeaseEnd;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * When instances ended. EC2 has no field for it. Of one that was ended by a call it says so in the words of its last
 * transition, {@code User initiated (2026-11-29 07:05:12 GMT)}; of a spot instance in the status of its spot request; of an
 * on-demand one that shut itself down nowhere. To the second. Safe for many threads.
 */
final class Ec2Ends {
    private static final Logger LOG = LoggerFactory.getLogger(Ec2Ends.class);
    private static final Pattern TIMED =
            Pattern.compile("\\((\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}) (?:GMT|UTC)\\)\\s*$");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final Set<InstanceStateName> ENDED = Set.of(
            InstanceStateName.SHUTTING_DOWN,
            InstanceStateName.TERMINATED,
            InstanceStateName.STOPPING,
            InstanceStateName.STOPPED);
    /** How the codes of what EC2 does by itself begin; ours and the instance's own begin with Client. */
    private static final String BY_EC2 = "Server.";
    /** After a refusal, such as a missing right, which the next listing seconds later would only meet again. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final Ec2Clients clients;
    private final InstantSource clock;
    /** By region and spot request, of those last shown: what is said once stays said. */
    private final Map<String, Map<String, SpotRequests.Ended>> known = new ConcurrentHashMap<>();

    private final Map<String, Instant> pausedUntil = new ConcurrentHashMap<>();

    Ec2Ends(Ec2Clients clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /** By instance id, of all that have ended; where EC2 does not say when, it is now. */
    Map<String, LeaseEnd> of(String region, List<Instance> instances) {
        List<Instance> ended = instances.stream()
                .filter(instance -> ENDED.contains(instance.state().name()))
                .toList();
        Map<String, SpotRequests.Ended> requests = requests(region, ended);
        Map<String, LeaseEnd> ends = new HashMap<>();
        ended.forEach(instance -> ends.put(instance.instanceId(), end(instance, requests)));
        return ends;
    }

    private LeaseEnd end(Instance instance, Map<String, SpotRequests.Ended> requests) {
        SpotRequests.Ended request = requests.get(String.valueOf(instance.spotInstanceRequestId()));
        boolean byEc2 = isByEc2(instance) || (request != null && request.byEc2());
        Instant at = timed(instance);
        if (at == null && request != null) {
            at = request.at();
        }
        if (at == null || at.isBefore(instance.launchTime() == null ? Instant.EPOCH : instance.launchTime())) {
            return new LeaseEnd(clock.instant(), byEc2, false);
        }
        return new LeaseEnd(at, byEc2, true);
    }

    private static boolean isByEc2(Instance instance) {
        return instance.stateReason() != null
                && String.valueOf(instance.stateReason().code()).startsWith(BY_EC2);
    }

    private static @Nullable Instant timed(Instance instance) {
        Matcher words = TIMED.matcher(String.valueOf(instance.stateTransitionReason()));
        try {
            return words.find() ? LocalDateTime.parse(words.group(1), TIME).toInstant(ZoneOffset.UTC) : null;
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }

    private Map<String, SpotRequests.Ended> requests(String region, List<Instance> ended) {
        Map<String, SpotRequests.Ended> before = known.getOrDefault(region, Map.of());
        Map<String, SpotRequests.Ended> now = new HashMap<>();
        Set<String> unknown = new TreeSet<>();
        for (Instance instance : ended) {
            String id = instance.spotInstanceRequestId();
            if (id == null || id.isEmpty() || timed(instance) != null) {
                continue;
            }
            SpotRequests.Ended said = before.get(id);
            if (said == null) {
                unknown.add(id);
            } else {
                now.put(id, said);
            }
        }
        now.putAll(asked(region, unknown));
        known.put(region, Map.copyOf(now));
        return now;
    }

    /** Without the answer instances are listed all the same: their ends are then those of our first look. */
    private Map<String, SpotRequests.Ended> asked(String region, Set<String> ids) {
        if (ids.isEmpty() || clock.instant().isBefore(pausedUntil.getOrDefault(region, Instant.MIN))) {
            return Map.of();
        }
        try {
            return SpotRequests.ended(clients.ec2(region), ids);
        } catch (SdkException refused) {
            pausedUntil.put(region, clock.instant().plus(PAUSE));
            LOG.warn(
                    "when spot instances in {} ended is not known to the second: {} {}",
                    region,
                    Ec2Refusals.words(refused),
                    Ec2Advice.on(Trouble.code(refused), region));
            return Map.of();
        }
    }
}
