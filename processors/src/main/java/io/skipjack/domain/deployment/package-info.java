/** What the user asked for: models, tiers and where they are served. Pure: java.* only. */
@org.jspecify.annotations.NullMarked
package io.skipjack.domain.deployment;
