package io.skipjack.provider.sandbox.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;

/**
 * A JSON Web Token signed with RS256 (RFC 7515, 7519).
 *
 * @param header its first part
 * @param claims its second part
 */
record Jwt(JsonNode header, JsonNode claims) {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    /** Empty unless it is well-formed and its signature is by that key. */
    static Optional<Jwt> verified(String token, PublicKey key) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initVerify(key);
            rsa.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            Jwt jwt = new Jwt(Json.read(DECODER.decode(parts[0])), Json.read(DECODER.decode(parts[1])));
            boolean good = rsa.verify(DECODER.decode(parts[2]));
            return good && jwt.header().path("alg").asText().equals("RS256") ? Optional.of(jwt) : Optional.empty();
        } catch (GeneralSecurityException | IOException | IllegalArgumentException forged) {
            return Optional.empty();
        }
    }

    static String signed(ObjectNode claims, PrivateKey key) {
        ObjectNode header =
                Json.object().put("alg", "RS256").put("kid", "pretend").put("typ", "JWT");
        String text = part(header) + "." + part(claims);
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initSign(key);
            rsa.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + ENCODER.encodeToString(rsa.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java signs with RSA", impossible);
        }
    }

    private static String part(ObjectNode json) {
        return ENCODER.encodeToString(Json.bytes(json));
    }
}
