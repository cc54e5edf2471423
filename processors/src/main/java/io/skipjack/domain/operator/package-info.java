/** Who may do what to a running router, and what they did. */
@org.jspecify.annotations.NullMarked
package io.skipjack.domain.operator;
