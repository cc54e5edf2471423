package io.skipjack.provider.sandbox.ec2;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads an {@link Order} and complains as EC2 does about what is wrong with it. */
record OrderReader(Form form, String region, String fleet) {
    private static final int USER_DATA_BYTES = 16_384;
    private static final int TOKEN_LENGTH = 64;

    Order read(@Nullable String zone, boolean spot, @Nullable String maxPrice) {
        String image = form.need("ImageId");
        Images.check(image, region);
        InstanceType type = type(form.get("InstanceType", "m1.small"));
        String where = zone == null ? zone() : zone;
        if (!Catalogue.sells(type.name(), where)) {
            throw new AwsError(
                    "Unsupported",
                    "Your requested instance type (" + type.name() + ") is not supported in your requested Availability"
                            + " Zone (" + where + ").");
        }
        return new Order(
                region,
                where,
                type,
                spot,
                maxPrice,
                Images.resolve(image, region),
                userData(),
                tags(),
                Order.tags(form, "volume"),
                groups(),
                profile(),
                form.get("KeyName", ""),
                form.get("MetadataOptions.InstanceMetadataTags", "").equals("enabled"),
                form.get("MetadataOptions.HttpTokens", "").equals("required"),
                form.number("MetadataOptions.HttpPutResponseHopLimit", 1),
                form.number("BlockDeviceMapping.1.Ebs.VolumeSize", Images.DISK_GB),
                !form.get("NetworkInterface.1.AssociatePublicIpAddress", "").equalsIgnoreCase("false"),
                token(),
                fleet);
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>(Order.tags(form, "instance"));
        if (!fleet.isEmpty()) {
            tags.put("aws:ec2:fleet-id", fleet);
        }
        return tags;
    }

    /** Where a subnet or placement says, else the region's first zone. */
    private String zone() {
        String subnet = form.get("SubnetId", form.get("NetworkInterface.1.SubnetId", ""));
        if (!subnet.isEmpty()) {
            return Places.zone(subnet, region);
        }
        String zone =
                form.get("Placement.AvailabilityZone", Catalogue.zones(region).getFirst());
        if (!Catalogue.isZone(zone) || !zone.startsWith(region)) {
            throw AwsError.invalid("Invalid availability zone: [" + zone + "]");
        }
        return zone;
    }

    static InstanceType type(String name) {
        InstanceType type = Catalogue.type(name);
        if (type == null) {
            throw AwsError.invalid("Invalid value '" + name + "' for InstanceType.");
        }
        return type;
    }

    private String userData() {
        String encoded = form.get("UserData", "");
        try {
            if (Base64.getDecoder().decode(encoded.replaceAll("\\s", "")).length > USER_DATA_BYTES) {
                throw AwsError.invalid("User data is limited to 16384 bytes");
            }
        } catch (IllegalArgumentException e) {
            throw new AwsError("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data");
        }
        return encoded;
    }

    private List<String> groups() {
        List<String> ids = form.list("SecurityGroupId");
        List<String> groups = ids.isEmpty() ? form.list("NetworkInterface.1.SecurityGroupId") : ids;
        groups.forEach(group -> Places.checkGroup(group, region));
        return groups;
    }

    private String profile() {
        String profile = form.get("IamInstanceProfile.Name", form.get("IamInstanceProfile.Arn", ""));
        if (profile.contains("missing")) {
            throw AwsError.invalid("Value (" + profile
                    + ") for parameter iamInstanceProfile.name is invalid. Invalid IAM" + " Instance Profile name");
        }
        return profile;
    }

    private String token() {
        String token = form.get("ClientToken", "");
        if (token.length() > TOKEN_LENGTH || !token.chars().allMatch(c -> c > 31 && c < 127)) {
            throw AwsError.invalid("Value (" + token + ") for parameter clientToken is invalid. It must be at most 64"
                    + " ASCII characters.");
        }
        return token;
    }
}
