package io.skipjack.provider.modal;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointLog;
import io.skipjack.provider.spi.ProgramAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an app's containers wrote. */
final class ModalLogs {
    private static final int MOST_LINES = 1_000;
    /** Modal bounds the range of one fetch; a day is well within it. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Pattern STAMPED =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)) ?(.*)");

    private ModalLogs() {}

    static List<EndpointLog> read(ModalCommands commands, String name, Instant since, Instant now)
            throws ProviderUnavailableException {
        Instant earliest = now.minus(LONGEST);
        Instant from = since.isBefore(earliest) ? earliest : since;
        ProgramAnswer answer = commands.logs(name, from, MOST_LINES, "");
        if (answer.exitCode() != 0 && answer.out().isBlank() && !isAbsent(answer, name)) {
            throw ModalTrouble.unavailable("reading the log of " + name, answer);
        }
        return lines(answer.out(), from);
    }

    private static boolean isAbsent(ProgramAnswer answer, String name) {
        return answer.message().contains("No App with name '" + name + "'");
    }

    /** A line without a time is part of the one before. */
    static List<EndpointLog> lines(String out, Instant from) {
        List<EndpointLog> lines = new ArrayList<>();
        Instant at = from;
        for (String line : out.lines().toList()) {
            Matcher stamped = STAMPED.matcher(line);
            @Nullable Instant own = stamped.matches() ? ModalStatus.instant(stamped.group(1)) : null;
            at = own == null ? at : own;
            String text = own == null ? line : stamped.group(2);
            if (!text.isBlank()) {
                lines.add(new EndpointLog(at, text));
            }
        }
        return List.copyOf(lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
    }
}
