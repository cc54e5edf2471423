package io.skipjack.provider.sandbox.ec2;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks AWS' signature (version 4) of a call, and reads from it the region that is meant: so one port can be all regions.
 * Dates are not checked, because clocks jump in the tests that matter here.
 */
public final class Signature {
    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/"
            + "([^/]+)/aws4_request, *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})");

    private Signature() {}

    /** The part of a request that is signed. Header names in any case; null where a header is missing. */
    public interface Signed {
        String method();

        String target();

        byte[] body();

        @Nullable
        String header(String name);
    }

    /**
     * Reads the region of a call that is signed well.
     *
     * @throws AwsError AuthFailure, when there is no signature, or another's, or a wrong one
     */
    public static String region(Signed request, String accessKeyId, String secretKey) {
        String header = request.header("authorization");
        Matcher parts = AUTHORIZATION.matcher(header == null ? "" : header);
        if (!parts.matches() || !parts.group(1).equals(accessKeyId)) {
            throw AwsError.of("AuthFailure");
        }
        String scope = parts.group(2) + "/" + parts.group(3) + "/" + parts.group(4) + "/aws4_request";
        String text = "AWS4-HMAC-SHA256\n" + request.header("x-amz-date") + "\n" + scope + "\n"
                + sha256(canonical(request, parts.group(5)).getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String step : scope.split("/", -1)) {
            key = hmac(key, step);
        }
        byte[] wanted = HexFormat.of().formatHex(hmac(key, text)).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(wanted, parts.group(6).getBytes(StandardCharsets.US_ASCII))) {
            throw AwsError.of("AuthFailure");
        }
        return parts.group(3);
    }

    private static String canonical(Signed request, String signedHeaders) {
        String[] target = request.target().split("\\?", 2);
        StringBuilder text = new StringBuilder(request.method())
                .append('\n')
                .append(target[0])
                .append('\n')
                .append(target.length > 1 ? target[1] : "")
                .append('\n');
        for (String name : signedHeaders.split(";", -1)) {
            String value = request.header(name);
            text.append(name)
                    .append(':')
                    .append(value == null ? "" : value.strip().replaceAll(" +", " "))
                    .append('\n');
        }
        return text.append('\n')
                .append(signedHeaders)
                .append('\n')
                .append(sha256(request.body()))
                .toString();
    }

    /** In lower-case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
