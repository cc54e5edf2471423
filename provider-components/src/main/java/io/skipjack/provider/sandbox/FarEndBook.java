package io.skipjack.provider.sandbox;

import io.skipjack.domain.cost.Money;
import java.time.Duration;
import java.util.List;

/**
 * What one pretend serverless provider holds.
 *
 * @param provider its name
 * @param inventory all that somebody made there, {@code KIND NAME} each
 * @param running engines that run or start, and are paid for
 * @param calls to its API so far
 * @param workerTime how long its workers were there, by its clock, boots and idle windows included
 * @param spent what it charges for them
 */
public record FarEndBook(
        String provider, List<String> inventory, int running, int calls, Duration workerTime, Money spent) {
    public FarEndBook {
        inventory = List.copyOf(inventory);
    }

    static FarEndBook of(FakeApi api) {
        return new FarEndBook(api.name(), api.inventory(), api.running(), api.calls(), api.workerTime(), api.spent());
    }
}
