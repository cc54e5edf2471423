package io.skipjack.provider.sandbox;

import io.skipjack.domain.cost.Money;
import io.skipjack.provider.sandbox.CloudLever.Kind;
import io.skipjack.provider.sandbox.ec2.Book;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the console prints when somebody only wants to look. */
final class ConsoleTables {
    private static final String HELP = """
            engines                                    how the engines are
            instances                                  the books of the pretend EC2
            providers                                  what the pretend serverless providers hold
            strike PROVIDER TROUBLE [--times N]        its API fails so: throttled, no-capacity, html-page, ...
            heal PROVIDER                              its API works well again
            kill ID                                    gone at once, streams are reset
            interrupt ID [--notice 120s|none] [--said at-once|twice|never|10s]
                                                       as a cloud takes a spot machine back
            rebalance ID                               only the recommendation to move away
            slow ID FACTOR                             everything takes FACTOR times as long
            restore [ID]                               boots it again, ends slowness and faults; or all of the cloud
            fault ID KIND [N] [TEXT] [--times N] [--contains TEXT] [--path PREFIX]
                                                       scripted failure, see faults
            clear ID                                   ends the faults
            faults                                     the kinds of faults
            help                                       this
            """;
    private static final String PROVIDER = "%-12s %8s %6s %9s %10s  %s";
    private static final String INSTANCE = "%-20s %-14s %-14s %-15s %-10s %-12s %-12s %9s %9s %9s %11s %11s %11s";

    private static final String[] INSTANCE_COLUMNS = {
        "INSTANCE",
        "STATE",
        "TYPE",
        "ZONE",
        "CAPACITY",
        "OWNER",
        "REPLICA",
        "BILLED s",
        "UNOWNED s",
        "NEVER s",
        "DOLLARS",
        "INVOICED",
        "BESIDE"
    };

    private ConsoleTables() {}

    static String help() {
        List<String> lines = new ArrayList<>(List.of(HELP.stripTrailing()));
        for (Kind kind : Kind.values()) {
            String words = kind.words().stream()
                    .map(word -> " " + word.toUpperCase(Locale.ROOT))
                    .collect(Collectors.joining());
            String options = kind.options().stream()
                    .map(option -> " [--" + option + " " + option.toUpperCase(Locale.ROOT) + "]")
                    .collect(Collectors.joining());
            lines.add(String.format(Locale.ROOT, "%-42s %s", kind.word() + words + options, kind.meaning()));
        }
        return String.join("\n", lines);
    }

    static String providers(List<FarEndBook> providers) {
        List<String> lines = new ArrayList<>(
                List.of(PROVIDER.formatted("PROVIDER", "RUNNING", "CALLS", "WORKER s", "DOLLARS", "HOLDS")));
        for (FarEndBook book : providers) {
            lines.add(PROVIDER.formatted(
                    book.provider(),
                    book.running(),
                    book.calls(),
                    book.workerTime().toSeconds(),
                    dollars(book.spent()),
                    book.inventory().isEmpty() ? "nothing" : String.join(", ", book.inventory())));
        }
        return String.join("\n", lines);
    }

    static String engines(List<SandboxStatus> engines) {
        StringBuilder table =
                new StringBuilder(line(engines, "ENGINE", "STATE", "SLOWER", "RUNNING", "WAITING", "TOKENS"));
        for (SandboxStatus each : engines) {
            table.append('\n')
                    .append(line(
                            engines,
                            each.id(),
                            each.state(),
                            each.slowdown(),
                            each.running(),
                            each.waiting(),
                            each.tokens()))
                    .append(each.faults().isEmpty() ? "" : "  faults: " + String.join(", ", each.faults()));
        }
        return table.toString();
    }

    private static String line(List<SandboxStatus> engines, Object... columns) {
        int width = engines.stream().mapToInt(each -> each.id().length()).max().orElse(0);
        return String.format(Locale.ROOT, "%-" + Math.max(12, width) + "s %-10s %-7s %-8s %-8s %s", columns);
    }

    static String instances(List<Book> books) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, INSTANCE, (Object[]) INSTANCE_COLUMNS));
        books.forEach(book -> lines.add(instance(book)));
        lines.add(total(books));
        return String.join("\n", lines);
    }

    private static String instance(Book book) {
        return String.format(
                Locale.ROOT,
                INSTANCE,
                book.id(),
                book.state(),
                book.type(),
                book.zone(),
                book.capacityType(),
                book.owner(),
                book.replica(),
                book.billed().toSeconds(),
                book.unowned().toSeconds(),
                book.neverOwned().toSeconds(),
                dollars(book.cost()),
                dollars(book.invoiced()),
                dollars(book.sideInvoiced()));
    }

    private static String total(List<Book> books) {
        return String.format(
                Locale.ROOT,
                INSTANCE,
                "total",
                "",
                "",
                "",
                "",
                "",
                "",
                Book.timeBilled(books).toSeconds(),
                "",
                "",
                dollars(Book.sum(books, Book::cost)),
                dollars(Book.sum(books, Book::invoiced)),
                dollars(Book.sum(books, Book::sideInvoiced)));
    }

    private static String dollars(Money amount) {
        return amount.dollars().setScale(6, RoundingMode.HALF_UP).toPlainString();
    }

    static String faults() {
        List<String> lines = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            lines.add(
                    String.format(Locale.ROOT, "%-22s %s (N = %d)", kind.word(), kind.meaning(), kind.defaultAmount()));
        }
        return String.join("\n", lines);
    }
}
