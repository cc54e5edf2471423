package io.skipjack.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request once: validates all of it, takes out the few fields that routing and metering need, and leaves the
 * bytes as they came but for one edit.
 *
 * <p>The edit: a chat or completion stream whose client did not ask for usage gets {@code include_usage} spliced in, so
 * that every stream can be metered; {@link InferenceRequest#usageWanted()} is then false and the usage chunk is to be kept
 * from the client. It is true for all other streams: theirs carry usage by their own format.
 *
 * <p>Text comes in as strict UTF-8, keys are unique at every depth, media URLs lead to public hosts. Whatever fails is an
 * {@link OpenAiException} that names the field or the place, never a parser's own words. Safe for use by many threads.
 */
public final class InferenceRequestReader {
    private final ReaderLimits limits;
    private final PathAllowlist paths;
    private final MediaUrls urls;
    private final JsonFactory json;

    public InferenceRequestReader(ReaderLimits limits, PathAllowlist paths) {
        this.limits = limits;
        this.paths = paths;
        this.urls = new MediaUrls(limits.mediaDomains());
        this.json = JsonParsing.strict(limits);
    }

    /**
     * Reads a POST.
     *
     * @param path raw, as in the request line, without the query
     * @param query raw, without the question mark; null for none
     * @param contentType the header as sent; null or blank is read as JSON
     * @param body not modified, and part of the result when nothing had to be spliced in
     * @throws OpenAiException 400, 404 for a path outside the allowlist, 413 or 415
     */
    public InferenceRequest read(String path, @Nullable String query, @Nullable String contentType, byte[] body)
            throws OpenAiException {
        Operation operation = paths.operation(path);
        if (operation == null) {
            throw new OpenAiException(OpenAiErrors.pathNotFound("POST", path));
        }
        if (body.length > limits.bodyBytes()) {
            throw new OpenAiException(OpenAiErrors.payloadTooLarge(limits.bodyBytes()));
        }
        if (query != null && !query.chars().allMatch(c -> c > ' ' && c <= '~' && c != '#')) {
            throw Fields.invalid("The query holds characters that must be percent-encoded.");
        }
        String boundary = ContentType.read(contentType, operation).boundary();
        if (body.length == 0) {
            throw Fields.invalid("The request has no body.");
        }
        if (boundary == null || contentType == null) {
            JsonBody read = readJson(operation, body);
            return new InferenceRequest(
                    path,
                    operation,
                    query,
                    ContentType.JSON,
                    read.model(),
                    read.stream(),
                    read.usageWanted(),
                    read.user(),
                    read.resume(),
                    read.forwarded());
        }
        MultipartForm form = MultipartForm.read(body, boundary);
        boolean stream = form.stream();
        return new InferenceRequest(
                path, operation, query, contentType, form.model(), stream, stream, null, ResumeSpec.NONE, body);
    }

    private JsonBody readJson(Operation operation, byte[] body) throws OpenAiException {
        Utf8Scan.Flaw flaw = Utf8Scan.scan(body);
        if (flaw != null) {
            throw Fields.invalid("The JSON body holds " + flaw.what() + " at byte " + flaw.offset() + ".");
        }
        try (JsonParser parser = json.createParser(body)) {
            JsonBody read = new JsonBody(body, parser, operation, urls);
            read.read();
            return read;
        } catch (IOException refused) {
            throw JsonParsing.refusal(refused, limits);
        }
    }
}
