/**
 * What lets people edit routes under load: the {@code live:} component and the deployer that swaps generations of
 * routes behind it.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.live;
