package io.skipjack.app.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one client or one request may take of the router. Each bound has an answer of its own: 413, 414, 431, 408, 429,
 * or a closed connection.
 *
 * @param maxBodyBytes request body; more is 413 before it is buffered
 * @param maxHeaderBytes all request header lines together; more is 431
 * @param maxRequestLineBytes method, URI and version; more is 414
 * @param maxJsonDepth nesting of a JSON body; more is 400
 * @param headerReadTimeout from the first byte of a request to the end of its headers
 * @param bodyReadTimeout for each 16 KiB of a body, or the rest of it, to arrive; then 408
 * @param keepAliveTimeout silence allowed between two requests on one connection
 * @param writeStallTimeout how long a client may take nothing of an answer before it is cut
 * @param maxConnections open client connections
 * @param maxConnectionsPerAddress open connections from one client address
 * @param maxInFlight requests being answered, waiting ones included; more is 429
 * @param maxEventBytes one server-sent event from an upstream; more counts as a broken answer
 * @param maxBufferedAnswerBytes of an answer held back until it is known to be whole
 */
public record LimitsProperties(
        @Min(1024) @Max(Integer.MAX_VALUE) @DefaultValue("33554432")
        int maxBodyBytes,

        @Min(1024) @Max(1048576) @DefaultValue("8192") int maxHeaderBytes,
        @Min(512) @Max(1048576) @DefaultValue("4096") int maxRequestLineBytes,
        @Min(8) @Max(1000) @DefaultValue("100") int maxJsonDepth,
        @DurationMin(millis = 100) @DefaultValue("10s") Duration headerReadTimeout,
        @DurationMin(millis = 100) @DefaultValue("30s") Duration bodyReadTimeout,
        @DurationMin(millis = 100) @DefaultValue("75s") Duration keepAliveTimeout,
        @DurationMin(millis = 100) @DefaultValue("60s") Duration writeStallTimeout,
        @Min(1) @DefaultValue("10000") int maxConnections,
        @Min(1) @DefaultValue("1024") int maxConnectionsPerAddress,
        @Min(1) @DefaultValue("10000") int maxInFlight,
        @Min(4096) @DefaultValue("2097152") int maxEventBytes,
        @Min(4096) @DefaultValue("8388608") int maxBufferedAnswerBytes) {}
