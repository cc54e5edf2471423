/** What we hold and pay for: replicas, their leases, and what to do next about them. Pure: java.* only. */
@org.jspecify.annotations.NullMarked
package io.skipjack.domain.fleet;
