package io.skipjack.provider.sandbox.azure;

import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import io.skipjack.provider.sandbox.ec2.Form;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code login.microsoftonline.com/TENANT/oauth2/v2.0/token} for client credentials, as Microsoft documents it. */
final class EntraApi {
    static final String TENANT = "11111111-2222-3333-4444-555555555555";
    static final String CLIENT = "66666666-7777-8888-9999-000000000000";
    static final String SECRET = "pre8Q~tendSecretOfAnAppRegistration~.x";

    private static final String PATH = "/%s/oauth2/v2.0/token".formatted(TENANT);
    private static final String SCOPE = "https://management.azure.com/.default";

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    static boolean isFor(ReceivedRequest request) {
        return request.path().endsWith("/oauth2/v2.0/token");
    }

    void give(ReceivedRequest request, Reply reply) throws IOException {
        Refusal refusal = refusal(request, request.form());
        if (refusal != null) {
            String tail = " Trace ID: 00000000-0000-0000-0000-000000000000 Correlation ID: 1 Timestamp: now";
            reply.json(
                    refusal.status(),
                    Json.object().put("error", refusal.error()).put("error_description", refusal.words() + tail));
            return;
        }
        String token = "eyJ0eXAiOiJKV1Qi." + UUID.randomUUID() + "." + UUID.randomUUID();
        tokens.add(token);
        reply.json(
                200,
                Json.object()
                        .put("token_type", "Bearer")
                        .put("expires_in", 3599)
                        .put("ext_expires_in", 3599)
                        .put("access_token", token));
    }

    private record Refusal(int status, String error, String words) {}

    private static @Nullable Refusal refusal(ReceivedRequest request, Form form) {
        if (!request.path().equals(PATH)) {
            return new Refusal(400, "invalid_request", "AADSTS90002: Tenant was not found.");
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return new Refusal(
                    400, "unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.");
        }
        if (!CLIENT.equals(form.get("client_id"))) {
            return new Refusal(400, "unauthorized_client", "AADSTS700016: Application was not found in the directory.");
        }
        if (!SECRET.equals(form.get("client_secret"))) {
            return new Refusal(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
        }
        return SCOPE.equals(form.get("scope"))
                ? null
                : new Refusal(400, "invalid_scope", "AADSTS70011: The provided value for scope is not valid.");
    }

    boolean knows(ReceivedRequest request) {
        String header = request.header("authorization");
        return header != null && tokens.contains(header.replaceFirst("^Bearer ", ""));
    }
}
