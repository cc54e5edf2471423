/** The one interface behind which companies sell GPU time. Pure: java.* only. */
@org.jspecify.annotations.NullMarked
package io.skipjack.domain.provider;
