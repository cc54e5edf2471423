package io.skipjack.provider.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a provider's API answered: success, or a refusal that means something (4xx).
 *
 * @param status HTTP status, 200 to 499, no redirect
 * @param json the body; {@link MissingNode} when there was none or it was not JSON
 * @param message what the provider said was wrong, one line without secrets; empty on success
 */
public record RestAnswer(int status, JsonNode json, String message) {
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int CONFLICT = 409;

    public boolean isOk() {
        return status / 100 == 2;
    }

    /** 404 or 410. */
    public boolean isAbsent() {
        return status == NOT_FOUND || status == GONE;
    }

    /** 409: it is there already, or busy. */
    public boolean isConflict() {
        return status == CONFLICT;
    }

    /** 401 or 403. */
    public boolean isDenied() {
        return status == 401 || status == 403;
    }

    /**
     * This, unless it is a refusal: for calls that say nothing else than that they could not.
     *
     * @param doing what was being done, for the message
     */
    public RestAnswer granted(String doing) throws ProviderUnavailableException {
        if (!isOk()) {
            throw new ProviderUnavailableException("%s, %s".formatted(doing, words()));
        }
        return this;
    }

    /** The same for what need not be there: 404 and 410 are as good as success. */
    public RestAnswer grantedOrAbsent(String doing) throws ProviderUnavailableException {
        return isAbsent() ? this : granted(doing);
    }

    /** A refusal in words, such as {@code HTTP 409: busy}. */
    public String words() {
        return "HTTP %d: %s".formatted(status, message);
    }

    /**
     * What a list in it holds.
     *
     * @param key of the list
     * @throws ProviderUnavailableException when this is a refusal, or holds no such list
     */
    public List<JsonNode> items(String key, String doing) throws ProviderUnavailableException {
        JsonNode items = granted(doing).json().path(key);
        if (!items.isArray()) {
            throw new ProviderUnavailableException("%s, the answer holds none".formatted(doing));
        }
        List<JsonNode> found = new ArrayList<>();
        items.forEach(found::add);
        return List.copyOf(found);
    }
}
