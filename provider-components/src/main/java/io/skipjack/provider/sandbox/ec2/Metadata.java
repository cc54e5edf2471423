package io.skipjack.provider.sandbox.ec2;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one instance's metadata says, path by path, below {@code /latest}. */
public final class Metadata {
    private static final String ROLE = "skipjack-engine";
    private static final String CREDENTIALS = "/meta-data/iam/security-credentials";
    private static final String TAGS = "/meta-data/tags/instance";

    private final Cloud cloud;
    private final String id;

    public Metadata(Cloud cloud, String id) {
        this.cloud = cloud;
        this.id = id;
    }

    /** The text at a path such as {@code /meta-data/instance-id}; empty where IMDS answers 404. */
    public Optional<String> at(String path) {
        synchronized (cloud) {
            Instance instance = cloud.find(id);
            return instance == null ? Optional.empty() : Optional.ofNullable(at(path, instance, cloud.now()));
        }
    }

    private @Nullable String at(String path, Instance instance, Instant now) {
        if (path.startsWith(TAGS)) {
            return tags(path.substring(TAGS.length()), instance);
        }
        if (path.startsWith(CREDENTIALS)) {
            return credentials(path.substring(CREDENTIALS.length()), instance, now);
        }
        Notice notice = instance.notice();
        Instant deadline = notice.visibleDeadline(now);
        return switch (path) {
            case "/meta-data/spot/instance-action" ->
                deadline == null ? null : "{\"action\":\"terminate\",\"time\":\"" + seconds(deadline) + "\"}";
            case "/meta-data/spot/termination-time" -> deadline == null ? null : seconds(deadline);
            case "/meta-data/events/recommendations/rebalance" ->
                notice.rebalanceAt() == null ? null : "{\"noticeTime\":\"" + seconds(notice.rebalanceAt()) + "\"}";
            case "/user-data" -> userData(instance);
            default -> facts(instance).get(path);
        };
    }

    private static Map<String, String> facts(Instance instance) {
        Order order = instance.order();
        Map<String, String> facts = new TreeMap<>();
        facts.put("/meta-data/instance-id", instance.id());
        facts.put("/meta-data/instance-type", order.type().name());
        facts.put("/meta-data/instance-life-cycle", order.spot() ? "spot" : "on-demand");
        facts.put("/meta-data/ami-id", order.image());
        facts.put("/meta-data/local-ipv4", instance.address());
        facts.put("/meta-data/placement/region", order.region());
        facts.put("/meta-data/placement/availability-zone", order.zone());
        facts.put(
                "/dynamic/instance-identity/document",
                "{\"instanceId\":\"" + instance.id() + "\",\"region\":\"" + order.region() + "\"}");
        return facts;
    }

    /** Only where the launch has allowed it: {@code InstanceMetadataTags=enabled}. */
    private static @Nullable String tags(String below, Instance instance) {
        if (!instance.order().tagsInMetadata()) {
            return null;
        }
        return below.isEmpty() || below.equals("/")
                ? String.join("\n", instance.tags().keySet())
                : instance.tags().get(below.substring(1));
    }

    private @Nullable String credentials(String below, Instance instance, Instant now) {
        if (instance.order().profile().isEmpty()) {
            return null;
        }
        if (below.isEmpty() || below.equals("/")) {
            return ROLE;
        }
        CloudSettings settings = cloud.settings();
        return below.equals("/" + ROLE)
                ? """
                        {"Code":"Success","Type":"AWS-HMAC","LastUpdated":"%s","AccessKeyId":"%s",\
                        "SecretAccessKey":"%s","Token":"sandbox","Expiration":"%s"}""".formatted(
                                seconds(now),
                                settings.accessKeyId(),
                                settings.secretKey(),
                                seconds(now.plus(6, ChronoUnit.HOURS)))
                : null;
    }

    private static @Nullable String userData(Instance instance) {
        String script = UserData.decode(instance.order().userData());
        return script.isEmpty() ? null : script;
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
