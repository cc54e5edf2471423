package io.skipjack.provider.ec2;

import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.provider.LaunchRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The tags by which we know our own, whatever the store remembers. */
final class Ec2Tags {
    static final String OWNER = "skipjack:owner";
    static final String DEPLOYMENT = "skipjack:deployment";
    static final String REPLICA = "skipjack:replica";
    static final String EPOCH = "skipjack:epoch";
    static final String TOKEN = "skipjack:token";
    static final String REVISION = "skipjack:revision";

    private Ec2Tags() {}

    static Map<String, String> of(LaunchRequest request) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(OWNER, request.owner());
        tags.put(DEPLOYMENT, request.replica().deployment());
        tags.put(REPLICA, request.replica().toString());
        tags.put(EPOCH, Long.toString(request.intent().epoch()));
        tags.put(TOKEN, request.intent().token());
        tags.put(REVISION, request.revision());
        tags.put("Name", "skipjack-" + request.replica());
        return tags;
    }

    static TagSpecification on(ResourceType resource, Map<String, String> tags) {
        List<Tag> list = tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return TagSpecification.builder().resourceType(resource).tags(list).build();
    }

    static Map<String, String> read(List<Tag> tags) {
        Map<String, String> map = new LinkedHashMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value() == null ? "" : tag.value()));
        return map;
    }

    /** Null where the tags name no replica: people may edit tags. */
    static @Nullable ReplicaId replica(Map<String, String> tags) {
        String deployment = tags.getOrDefault(DEPLOYMENT, "");
        String name = tags.getOrDefault(REPLICA, "");
        if (deployment.isEmpty() || !name.startsWith(deployment + "-")) {
            return null;
        }
        String number = name.substring(deployment.length() + 1);
        return number.matches("[1-9]\\d{0,8}") ? new ReplicaId(deployment, Integer.parseInt(number)) : null;
    }

    /** 0 where the tag is missing or no number. */
    static long epoch(Map<String, String> tags) {
        String epoch = tags.getOrDefault(EPOCH, "");
        return epoch.matches("\\d{1,18}") ? Long.parseLong(epoch) : 0;
    }
}
