/** What was spent and done, line by line, and what that comes to. Pure: java.* only. */
@org.jspecify.annotations.NullMarked
package io.skipjack.domain.ledger;
