package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Deployment;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line of the log that is about one request: its id, its deployment and its trace become fields of structured logs. Given
 * with the line and not kept on the thread: few requests have a line at all, and event loops work on many at once.
 */
public final class RequestLine {
    private RequestLine() {}

    /** The line with what tells the request apart; what it says is up to the caller, and never a prompt or a key. */
    public static LoggingEventBuilder about(Inference inference, LoggingEventBuilder line) {
        LoggingEventBuilder told = line.addKeyValue("request_id", inference.requestId());
        Deployment deployment = inference.deploymentOrNull();
        if (deployment != null) {
            told = told.addKeyValue("deployment", deployment.name());
        }
        RequestTrace trace = inference.traceOrNull();
        return trace == null ? told : told.addKeyValue("trace_id", trace.traceId());
    }
}
