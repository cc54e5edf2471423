package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.domain.provider.ProviderUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;

class CloseBooksRouteTest {
    private static final Processor NOTHING = exchange -> {};

    private static Processor list(Object... items) {
        return exchange -> exchange.getMessage().setBody(List.of(items));
    }

    @Test
    void booksWhatIsKnownBeforeAnybodyIsAsked() throws Exception {
        AtomicBoolean asked = new AtomicBoolean();
        try (RouteStage stage = new RouteStage("close-books")
                .set("skipjack.cost.interval", "1h")
                .step("bookLeases", NOTHING)
                .step("bookWorkers", NOTHING)
                .step("bookRates", NOTHING)
                .step("findPriceQuestions", list("prices"))
                .step("findInvoiceQuestions", list("invoices"))
                .route("ask-price-history", NOTHING)
                .route("ask-invoices", exchange -> asked.set(true))) {
            stage.open();

            await().atMost(Duration.ofSeconds(10)).until(asked::get);
            assertThat(stage.calls())
                    .containsExactly(
                            "bookLeases",
                            "bookWorkers",
                            "bookRates",
                            "findPriceQuestions",
                            "ask-price-history",
                            "findInvoiceQuestions",
                            "ask-invoices");
        }
    }

    /** What the steps take questions from. */
    public record Question(String provider, String request) {}

    @Test
    void aPriceHistoryIsAskedOfItsProviderAndBooked() throws Exception {
        try (RouteStage stage = new RouteStage("ask-price-history").step("bookPrices", NOTHING)) {
            stage.provider()
                    .answers(exchange -> exchange.getMessage()
                            .setBody("history of " + exchange.getMessage().getBody()));
            stage.open();

            Exchange asked = stage.ask("ask-price-history", new Question("ec2", "offers"));

            assertThat(asked.getMessage().getBody()).isEqualTo("history of offers");
            assertThat(stage.calls()).containsExactly("bookPrices");
        }
    }

    @Test
    void aProviderThatIsAwayKeepsNoOtherFromBeingAsked() throws Exception {
        try (RouteStage stage = new RouteStage("ask-price-history").step("bookPrices", NOTHING)) {
            stage.provider().answers(RouteStage.failing(new ProviderUnavailableException("asking ec2, no answer")));
            stage.open();

            Exchange asked = stage.ask("ask-price-history", new Question("ec2", "offers"));

            assertThat(asked.getException()).isNull();
            assertThat(stage.calls()).isEmpty();
        }
    }

    @Test
    void invoicesAreBookedWithWhatWasAsked() throws Exception {
        Object[] question = new Object[1];
        try (RouteStage stage = new RouteStage("ask-invoices")
                .step("bookInvoices", exchange -> question[0] = exchange.getVariable("question"))) {
            stage.provider().answers(exchange -> exchange.getMessage().setBody(List.of()));
            stage.open();

            stage.ask("ask-invoices", new Question("runpod", "endpoint"));

            assertThat(question[0]).isEqualTo(new Question("runpod", "endpoint"));
        }
    }
}
