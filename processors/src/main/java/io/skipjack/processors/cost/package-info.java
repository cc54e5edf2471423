/** The steps that write the ledger, and what they need from outside. */
@org.jspecify.annotations.NullMarked
package io.skipjack.processors.cost;
