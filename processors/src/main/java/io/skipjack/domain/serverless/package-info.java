/** Endpoints that providers run for us without a machine of ours: what is wanted, what is there, what to do. Pure: java.* only. */
@org.jspecify.annotations.NullMarked
package io.skipjack.domain.serverless;
