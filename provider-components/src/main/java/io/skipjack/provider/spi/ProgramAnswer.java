package io.skipjack.provider.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What a program left behind when it ended by itself. Its exit code says little: a query tells what became of a call.
 *
 * @param exitCode 0 when it takes itself to have done well; {@link #MISSING} when there was no such program
 * @param out what it wrote to its standard output, at most 1 MiB, without secrets
 * @param err the same of its standard error
 * @param json what it wrote to its standard output, as JSON; {@link MissingNode} when it is none. As it was written, perhaps with
 *     secrets: to be picked from, not to be shown
 * @param message what it said, one line without secrets, ornaments and HTML
 */
public record ProgramAnswer(int exitCode, String out, String err, JsonNode json, String message) {
    /** As shells say it. */
    public static final int MISSING = 127;

    /** There is no such program here; the message says how to get it. */
    public boolean isMissing() {
        return exitCode == MISSING;
    }

    /** Without what it wrote, which may be long. */
    @Override
    public String toString() {
        return "ProgramAnswer[exit code %d, %s]".formatted(exitCode, message);
    }
}
