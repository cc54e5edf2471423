package io.skipjack.provider.sandbox.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import io.skipjack.provider.sandbox.ec2.Form;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code oauth2.googleapis.com/token}: gives tokens for assertions signed by the service account's key (RFC 7523), as
 * developers.google.com/identity/protocols/oauth2/service-account says, and knows them again.
 */
final class TokenApi {
    static final String PATH = "/token";

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    /** What Google's library puts into {@code aud} wherever {@code token_uri} leads. */
    private static final String GOOGLES = "https://oauth2.googleapis.com/token";

    private static final int HOUR = 3600;

    private final URI own;
    private final Set<String> accessTokens = ConcurrentHashMap.newKeySet();

    /** @param own the URL of this, which assertions must be for */
    TokenApi(URI own) {
        this.own = own;
    }

    void give(ReceivedRequest request, Reply reply) throws IOException {
        Form form = request.form();
        if (!"POST".equals(request.method()) || !GRANT.equals(form.get("grant_type"))) {
            refuse(reply, "unsupported_grant_type", "Invalid grant_type: " + form.get("grant_type"));
            return;
        }
        Optional<Jwt> assertion = Jwt.verified(form.get("assertion", ""), ServiceAccount.OURS.getPublic());
        if (assertion.isEmpty()) {
            refuse(reply, "invalid_grant", "Invalid JWT Signature.");
            return;
        }
        String wrong = wrong(assertion.get());
        if (wrong == null) {
            reply.json(200, token(assertion.get().claims()));
        } else {
            refuse(reply, "invalid_grant", wrong);
        }
    }

    private ObjectNode token(JsonNode claims) {
        if (claims.hasNonNull("target_audience")) {
            return Json.object()
                    .put("id_token", identity(claims.path("target_audience").asText()));
        }
        String token = "ya29.c." + UUID.randomUUID() + UUID.randomUUID();
        accessTokens.add(token);
        return Json.object()
                .put("access_token", token)
                .put("expires_in", HOUR - 1)
                .put("token_type", "Bearer");
    }

    private @Nullable String wrong(Jwt assertion) {
        JsonNode claims = assertion.claims();
        long now = Instant.now().getEpochSecond();
        long from = claims.path("iat").asLong();
        long until = claims.path("exp").asLong();
        if (!assertion.header().path("kid").asText().equals(ServiceAccount.KEY_ID)
                || !claims.path("iss").asText().equals(ServiceAccount.EMAIL)) {
            return "Invalid grant: account not found";
        }
        if (!Set.of(own.toString(), GOOGLES).contains(claims.path("aud").asText())) {
            return "Invalid JWT: Failed audience check.";
        }
        if (!claims.hasNonNull("target_audience")
                && !claims.path("scope").asText().contains(SCOPE)) {
            return "Invalid OAuth scope or ID token audience provided.";
        }
        return until <= now || until - from > HOUR || from > now + 300
                ? "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."
                : null;
    }

    private static String identity(String audience) {
        long now = Instant.now().getEpochSecond();
        return Jwt.signed(
                Json.object()
                        .put("aud", audience)
                        .put("azp", ServiceAccount.EMAIL)
                        .put("email", ServiceAccount.EMAIL)
                        .put("email_verified", true)
                        .put("exp", now + HOUR)
                        .put("iat", now)
                        .put("iss", "https://accounts.google.com")
                        .put("sub", "113774264463038321964"),
                ServiceAccount.GOOGLES.getPrivate());
    }

    boolean knows(ReceivedRequest request) {
        return accessTokens.contains(bearer(request));
    }

    /** Whose identity a request bears, as Cloud Run checks it; empty when it bears none that is good for that audience. */
    static Optional<String> caller(ReceivedRequest request, String audience) {
        return Jwt.verified(bearer(request), ServiceAccount.GOOGLES.getPublic())
                .map(Jwt::claims)
                .filter(claims -> claims.path("aud").asText().equals(audience))
                .filter(claims -> claims.path("exp").asLong() > Instant.now().getEpochSecond())
                .map(claims -> "serviceAccount:" + claims.path("email").asText());
    }

    private static String bearer(ReceivedRequest request) {
        String header = request.header("authorization");
        return header == null ? "" : header.replaceFirst("^Bearer ", "");
    }

    private static void refuse(Reply reply, String error, String description) throws IOException {
        ObjectNode body = Json.object().put("error", error).put("error_description", description);
        reply.json(400, body);
    }
}
