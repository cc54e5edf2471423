package io.skipjack.provider.sandbox.ec2;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to launch, read from the parameters of RunInstances or of a launch template with an override laid
 * over it.
 *
 * @param maxPrice per hour, as typed; null for none
 * @param userData still in base64; empty for none
 * @param diskGb of the root volume
 * @param publicAddress whether it gets a public IPv4 address, as in default subnets it does unless told otherwise
 * @param fleet the fleet it comes from; empty for none
 */
record Order(
        String region,
        String zone,
        InstanceType type,
        boolean spot,
        @Nullable String maxPrice,
        String image,
        String userData,
        Map<String, String> tags,
        Map<String, String> volumeTags,
        List<String> groups,
        String profile,
        String keyName,
        boolean tagsInMetadata,
        boolean tokensRequired,
        int hopLimit,
        int diskGb,
        boolean publicAddress,
        String clientToken,
        String fleet) {

    String subnet() {
        return Places.subnet(zone);
    }

    /** Reads tags for one kind of resource. */
    static Map<String, String> tags(Form form, String resource) {
        Map<String, String> tags = new TreeMap<>();
        for (Form specification : form.items("TagSpecification")) {
            if (specification.get("ResourceType", "").equals(resource)) {
                for (Form tag : specification.items("Tag")) {
                    tags.put(checked(tag.need("Key")), tag.get("Value", ""));
                }
            }
        }
        if (tags.size() > 50) {
            throw new AwsError("TagLimitExceeded", "You can have at most 50 tags on a resource.");
        }
        return tags;
    }

    /** A key that callers may use. */
    static String checked(String key) {
        if (key.startsWith("aws:") || key.length() > 128) {
            throw AwsError.invalid("Tag keys starting with 'aws:' are reserved for internal use");
        }
        return key;
    }
}
