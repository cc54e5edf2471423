/** The contract that every provider keeps, as tests to inherit. */
@org.jspecify.annotations.NullMarked
package io.skipjack.domain.provider;
