/** The ledger of this router: what its steps work with, what operators see of it, and what it stops. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.cost;
