/** How many replicas a load needs, and when to follow it. Pure: java.* only. */
@org.jspecify.annotations.NullMarked
package io.skipjack.domain.scaling;
