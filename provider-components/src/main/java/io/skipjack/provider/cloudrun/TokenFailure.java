package io.skipjack.provider.cloudrun;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.api.client.http.HttpResponseException;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.CredentialRefusedException;
import io.skipjack.provider.spi.Redaction;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells what Google's auth library ran into: a credential that is refused, or nobody knows. */
final class TokenFailure {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String NEXT_STEP =
            "check skipjack.providers.cloudrun.credentials-file, and in the console that"
                    + " the service account and its key are still enabled";

    private TokenFailure() {}

    /** @throws CredentialRefusedException when the answer was a refusal that means something (4xx) */
    static ProviderUnavailableException of(String doing, Exception failure, Redaction redaction)
            throws CredentialRefusedException {
        HttpResponseException answer = answer(failure);
        if (answer == null) {
            boolean transport = failure instanceof IOException;
            String words = transport ? redaction.sentence(String.valueOf(failure.getMessage())) : "";
            return new ProviderUnavailableException(
                    "%s, %s".formatted(doing, words.isEmpty() || words.contains("<") ? "no token came" : words),
                    failure);
        }
        int status = answer.getStatusCode();
        String said = redaction.sentence(said(answer.getContent()));
        if (status / 100 == 4 && status != 408 && status != 425 && status != 429) {
            throw new CredentialRefusedException(
                    "%s, HTTP %d%s; %s".formatted(doing, status, said.isEmpty() ? "" : ": " + said, NEXT_STEP));
        }
        return new ProviderUnavailableException(
                "%s, HTTP %d%s".formatted(doing, status, said.isEmpty() ? "" : ": " + said));
    }

    private static @Nullable HttpResponseException answer(Throwable failure) {
        Throwable each = failure;
        for (int depth = 0; each != null && depth < 8; depth++) {
            if (each instanceof HttpResponseException found) {
                return found;
            }
            each = each.getCause();
        }
        return null;
    }

    /** RFC 6749's {@code error_description}, or the message of a {@code google.rpc.Status}. */
    private static String said(@Nullable String content) {
        try {
            JsonNode json = content == null || content.isBlank() ? null : MAPPER.readTree(content);
            if (json == null) {
                return "";
            }
            String described = json.path("error_description")
                    .asText(json.at("/error/message").asText());
            return described.isEmpty() ? json.path("error").asText() : described;
        } catch (JsonProcessingException page) {
            return "";
        }
    }
}
