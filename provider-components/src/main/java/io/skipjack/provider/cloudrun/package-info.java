/**
 * Google Cloud Run with a GPU: one service for an endpoint, private, over the Admin API v2.
 *
 * <p>Shapes are those of {@code google/cloud/run/v2/*.proto} in googleapis/googleapis and of Google's reference for {@code
 * run.googleapis.com/v2}; where a fact comes from elsewhere, the class that uses it says so.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.cloudrun;
