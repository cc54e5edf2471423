package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.cost.Money;
import io.skipjack.provider.sandbox.ec2.Book;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cloud's books as the control port gives them. Times in seconds, money in dollars. */
final class BooksJson {
    private static final double MILLIS = 1000;

    private BooksJson() {}

    static ObjectNode write(List<Book> books) {
        ObjectNode list = Json.object();
        var array = list.putArray("instances");
        books.forEach(book -> write(book, array.addObject()));
        list.putObject("total")
                .put("seconds_billed", seconds(Book.timeBilled(books)))
                .put("dollars", Book.sum(books, Book::cost).dollars())
                .put("dollars_invoiced", Book.sum(books, Book::invoiced).dollars())
                .put("dollars_beside", Book.sum(books, Book::sideInvoiced).dollars());
        return list;
    }

    private static void write(Book book, ObjectNode node) {
        node.put("id", book.id())
                .put("state", book.state())
                .put("type", book.type())
                .put("zone", book.zone())
                .put("capacity_type", book.capacityType())
                .put("owner", book.owner())
                .put("replica", book.replica())
                .put("address", book.address())
                .put("launched_at", book.launchedAt().toString())
                .put("seconds_billed", seconds(book.billed()))
                .put("seconds_unowned", seconds(book.unowned()))
                .put("seconds_never_owned", seconds(book.neverOwned()))
                .put("dollars", book.cost().dollars())
                .put("dollars_invoiced", book.invoiced().dollars())
                .put("dollars_beside", book.sideInvoiced().dollars())
                .put("reason", book.reason());
        ObjectNode tags = node.putObject("tags");
        new TreeMap<>(book.tags()).forEach(tags::put);
    }

    static List<Book> read(JsonNode list) {
        List<Book> books = new ArrayList<>();
        list.path("instances").forEach(node -> books.add(book(node)));
        return books;
    }

    private static Book book(JsonNode node) {
        Map<String, String> tags = new TreeMap<>();
        node.path("tags")
                .properties()
                .forEach(each -> tags.put(each.getKey(), each.getValue().asText()));
        return new Book(
                node.path("id").asText(),
                node.path("state").asText(),
                node.path("type").asText(),
                node.path("zone").asText(),
                node.path("capacity_type").asText(),
                tags,
                node.path("address").asText(),
                Instant.parse(node.path("launched_at").asText()),
                time(node.path("seconds_billed")),
                time(node.path("seconds_unowned")),
                time(node.path("seconds_never_owned")),
                Money.ofDollars(node.path("dollars").asText("0")),
                Money.ofDollars(node.path("dollars_invoiced").asText("0")),
                Money.ofDollars(node.path("dollars_beside").asText("0")),
                node.path("reason").asText());
    }

    static double seconds(Duration time) {
        return time.toMillis() / MILLIS;
    }

    static Duration time(JsonNode seconds) {
        return Duration.ofMillis(Math.round(seconds.asDouble() * MILLIS));
    }
}
