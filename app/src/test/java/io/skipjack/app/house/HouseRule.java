package io.skipjack.app.house;

import java.util.List;

/** One rule of the house: a sentence for each place that breaks it. */
@FunctionalInterface
interface HouseRule {
    List<String> check(House house);
}
