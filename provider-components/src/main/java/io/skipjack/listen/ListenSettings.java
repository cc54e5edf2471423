package io.skipjack.listen;

import java.time.Duration;

/**
 * What one client may cost the router.
 *
 * @param maxBodyBytes largest request body
 * @param maxHeaderBytes all request headers together
 * @param maxRequestLineBytes method, path and query
 * @param headerReadTimeout from a request's first byte to the end of its headers
 * @param bodyReadTimeout for each 16 KiB of its body, or the rest of it
 * @param keepAliveTimeout how long an idle connection is kept
 * @param writeStallTimeout how long a client may take nothing of an answer before it is cut
 * @param heartbeat interval of SSE comments to a waiting client
 * @param maxConnections open client connections
 * @param maxConnectionsPerAddress open connections from one address
 * @param maxBufferedBytes request bodies held in memory until they are answered, all clients together
 */
public record ListenSettings(
        int maxBodyBytes,
        int maxHeaderBytes,
        int maxRequestLineBytes,
        Duration headerReadTimeout,
        Duration bodyReadTimeout,
        Duration keepAliveTimeout,
        Duration writeStallTimeout,
        Duration heartbeat,
        int maxConnections,
        int maxConnectionsPerAddress,
        long maxBufferedBytes) {}
