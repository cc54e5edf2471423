package io.skipjack.app.state;

import java.util.Optional;

/** Who leads, as the store shows it to every router. */
@FunctionalInterface
public interface LeaderSeat {
    /**
     * The router that leads; empty when nobody does.
     *
     * @throws io.skipjack.domain.fleet.StoreUnavailableException when nobody can say
     */
    Optional<String> holder();
}
