package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.cost.Money;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What pretend providers hold, and how they may be struck, as the control port says it. */
final class FarEndJson {
    private FarEndJson() {}

    static ObjectNode write(List<FarEndBook> books) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("providers");
        for (FarEndBook book : books) {
            ObjectNode one = list.addObject()
                    .put("provider", book.provider())
                    .put("running", book.running())
                    .put("calls", book.calls())
                    .put("worker_seconds", BooksJson.seconds(book.workerTime()))
                    .put("dollars", book.spent().dollars());
            book.inventory().forEach(one.putArray("inventory")::add);
        }
        return json;
    }

    static List<FarEndBook> read(JsonNode json) {
        List<FarEndBook> books = new ArrayList<>();
        for (JsonNode one : json.path("providers")) {
            List<String> inventory = new ArrayList<>();
            one.path("inventory").forEach(line -> inventory.add(line.asText()));
            books.add(new FarEndBook(
                    one.path("provider").asText(),
                    inventory,
                    one.path("running").asInt(),
                    one.path("calls").asInt(),
                    BooksJson.time(one.path("worker_seconds")),
                    Money.ofDollars(one.path("dollars").asText("0"))));
        }
        return books;
    }

    /** @param word as typed, such as {@code no-capacity} */
    static ApiTrouble trouble(String word) {
        return Arrays.stream(ApiTrouble.values())
                .filter(trouble -> word(trouble).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new SandboxException("There is no trouble " + word + "; there are "
                        + String.join(
                                ", ",
                                Arrays.stream(ApiTrouble.values())
                                        .map(FarEndJson::word)
                                        .toList())
                        + "."));
    }

    static String word(ApiTrouble trouble) {
        return trouble.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
