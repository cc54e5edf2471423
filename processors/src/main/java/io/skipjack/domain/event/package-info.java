/** What happened that an operator wants to know of, and how it is told. */
@org.jspecify.annotations.NullMarked
package io.skipjack.domain.event;
