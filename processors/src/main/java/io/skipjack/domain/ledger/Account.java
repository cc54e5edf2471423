package io.skipjack.domain.ledger;

/**
 * Who is charged for what, by whom.
 *
 * @param component what for
 * @param provider who charges; empty for the router's own machine
 * @param deployment whom it is for; empty for the router, and for leases that bear no deployment's name
 */
public record Account(Component component, String provider, String deployment) {}
