/**
 * The streaming client to engines and serverless endpoints, behind the {@code upstream:} component. An answer is a
 * sequence of legs, one per upstream tried; everything of one request runs on the event loop of its client.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.upstream;
