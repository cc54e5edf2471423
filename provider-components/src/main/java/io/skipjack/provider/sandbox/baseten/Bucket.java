package io.skipjack.provider.sandbox.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import io.skipjack.provider.sandbox.ec2.AwsError;
import io.skipjack.provider.sandbox.ec2.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The bucket that is lent for uploads: S3 as far as one signed PUT goes. Safe for many threads. */
final class Bucket {
    static final String NAME = "baseten-pretend-models";

    private static final String KEY_ID = "ASIAPRETEND0000000000";
    private static final String SECRET = "pretend/secret/0000000000000000000000000";
    private static final String REGION = "us-west-2";
    private static final String TOKEN = "pretend-session-token-0000000000000000";
    private static final int BLOCK = 512;
    private static final int SIZE = 124;

    /** By key: null while nothing is there. */
    private final Map<String, @Nullable JsonNode> configs = new HashMap<>();

    /** Lends a place. */
    synchronized ObjectNode lend() {
        String key = "models/%04d/model.tar".formatted(configs.size() + 1);
        configs.put(key, null);
        ObjectNode place = Json.object();
        place.putObject("creds")
                .put("aws_access_key_id", KEY_ID)
                .put("aws_secret_access_key", SECRET)
                .put("aws_session_token", TOKEN);
        return place.put("s3_bucket", NAME).put("s3_key", key).put("s3_region", REGION);
    }

    /** What was uploaded there: its {@code config.yaml}. */
    synchronized JsonNode config(String key) throws BasetenException {
        JsonNode config = configs.get(key);
        if (config == null) {
            throw BasetenException.bad("no model archive was found at the given s3_key");
        }
        return config;
    }

    /** @param key as in the path */
    void put(ReceivedRequest request, String key, Reply reply) throws IOException {
        String error = complaint(request, key);
        if (error != null) {
            reply.bytes(
                    403,
                    "application/xml",
                    "<?xml version=\"1.0\"?><Error><Code>%s</Code></Error>"
                            .formatted(error)
                            .getBytes(StandardCharsets.UTF_8));
            return;
        }
        JsonNode config = config(request.body());
        synchronized (this) {
            configs.put(key, config);
        }
        reply.header("ETag", "\"0\"").bytes(200, "application/xml", new byte[0]);
    }

    private synchronized @Nullable String complaint(ReceivedRequest request, String key) {
        try {
            if (!Signature.region(request, KEY_ID, SECRET).equals(REGION)) {
                return "AuthorizationHeaderMalformed";
            }
        } catch (AwsError wrong) {
            return "SignatureDoesNotMatch";
        }
        if (!TOKEN.equals(request.header("x-amz-security-token"))) {
            return "InvalidToken";
        }
        if (!Signature.sha256(request.body()).equals(request.header("x-amz-content-sha256"))) {
            return "XAmzContentSHA256Mismatch";
        }
        return configs.containsKey(key) ? null : "AccessDenied";
    }

    /** The first file of the archive, if it is a config that can be read; null otherwise, which is found out later. */
    private static @Nullable JsonNode config(byte[] tar) {
        String name = text(tar, 0, 100);
        if (tar.length % BLOCK != 0 || tar.length < 2 * BLOCK || !name.equals("config.yaml")) {
            return null;
        }
        int size = Integer.parseInt(text(tar, SIZE, 11), 8);
        String yaml = new String(tar, BLOCK, size, StandardCharsets.UTF_8);
        try {
            return Json.of(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        } catch (YamlEngineException unreadable) {
            return null;
        }
    }

    private static String text(byte[] tar, int at, int length) {
        return new String(tar, at, length, StandardCharsets.US_ASCII)
                .replaceFirst("\0.*", "")
                .strip();
    }
}
