/** A pretend Google Cloud: Cloud Run's Admin API, tokens, policies, metrics, logs and prices, as the real ones speak. */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.sandbox.cloudrun;
