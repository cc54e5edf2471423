/** Traces of requests over OTLP. The only place that knows OpenTelemetry. */
@NullMarked
package io.skipjack.app.tracing;

import org.jspecify.annotations.NullMarked;
