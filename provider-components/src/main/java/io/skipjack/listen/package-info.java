/**
 * The front door: what stands between the network and the {@code listen} route. Replaces netty-http's pipeline, because
 * the stock one buffers streams, echoes headers into routes and answers bad input with silence or stack traces.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.listen;
