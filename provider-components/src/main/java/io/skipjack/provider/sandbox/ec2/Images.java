package io.skipjack.provider.sandbox.ec2;

import java.util.Locale;

/** Machine images: one of Amazon's in each region, found through its public parameters, and whatever looks like a user's own. */
final class Images {
    /** Every public parameter of a deep-learning image starts so. */
    static final String PARAMETER = "/aws/service/deeplearning/ami/";

    /** Of the root volume, where nobody asks for more. */
    static final int DISK_GB = 75;

    private static final String RESOLVE = "resolve:ssm:";

    private Images() {}

    /** The id of the deep-learning image of that parameter in a region. */
    static String id(String parameter, String region) {
        return String.format(Locale.ROOT, "ami-%08x%09x", parameter.hashCode(), region.hashCode() & 0xffffffffL);
    }

    static String resolve(String image, String region) {
        return image.startsWith(RESOLVE) ? id(image.substring(RESOLVE.length()), region) : image;
    }

    /** An id of all zeros is one that nobody has, for tests of what happens then. */
    static void check(String image, String region) {
        if (!image.startsWith(RESOLVE) && !image.matches("ami-[0-9a-f]{8}([0-9a-f]{9})?")) {
            throw new AwsError("InvalidAMIID.Malformed", "Invalid id: \"" + image + "\"");
        }
        if (image.matches("ami-0+") || (image.startsWith(RESOLVE) && !image.startsWith(RESOLVE + PARAMETER))) {
            throw new AwsError("InvalidAMIID.NotFound", "The image id '[" + image + "]' does not exist in " + region);
        }
    }
}
