package io.skipjack.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;

/** How Jackson is set up for bytes from outside, and what its complaints become. */
final class JsonParsing {
    private JsonParsing() {}

    /**
     * A strict parser factory. Duplicate keys are refused at every depth: engines keep the last, others the first, and what
     * we validated must be what is read; it costs 2 to 10 % of a chat's parsing, 30 % of a body full of tool schemas. Buffers come from a shared pool, as the default keeps one per thread and each
     * request has a virtual thread of its own; keys are not interned, as clients choose them.
     */
    static JsonFactory strict(ReaderLimits limits) {
        return lenient(limits)
                .rebuild()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /** The same without the search for duplicates, for answers, which nobody validates. */
    static JsonFactory lenient(ReaderLimits limits) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxNumberLength(limits.numberLength())
                .maxNameLength(limits.nameLength())
                .maxStringLength(limits.bodyBytes())
                .build();
        return JsonFactory.builder()
                .streamReadConstraints(constraints)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                .build();
    }

    /** What to tell the client: what and where, in our own words, as Jackson's name classes and quote the source. */
    static OpenAiException refusal(IOException cause, ReaderLimits limits) {
        if (cause instanceof StreamConstraintsException) {
            return Fields.invalid("The JSON body exceeds a limit: " + limits.depth() + " levels of nesting, "
                    + limits.numberLength() + " characters in a number, " + limits.nameLength() + " in a key.");
        }
        String what = "We could not parse the JSON body of your request";
        JsonLocation at = null;
        if (cause instanceof JsonProcessingException syntax) {
            String original = syntax.getOriginalMessage();
            what = original != null && original.startsWith("Duplicate")
                    ? "The JSON body holds the same key twice"
                    : what;
            at = syntax.getLocation();
        }
        String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return Fields.invalid(what + where + ".");
    }
}
