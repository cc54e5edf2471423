package io.skipjack.provider.ec2;

import io.skipjack.domain.fleet.LeaseLog;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds lines with their times in a serial console. The host agent's say theirs; those of the kernel and of systemd count
 * seconds since the boot, so that their time is near, not exact; any other has that of the line before it.
 */
final class ConsoleText {
    /** EC2 keeps 64 KB; from here on the beginning may be missing. */
    static final int FULL = 60 * 1024;

    private static final Pattern STAMPED =
            Pattern.compile("(?:.{0,80}?[ :])?skipjack (\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z) (.*)");
    private static final Pattern KERNEL = Pattern.compile("\\[ *(\\d{1,9})\\.(\\d{3})\\d*\\] ?(.*)");
    private static final Pattern CONTROLS = Pattern.compile("\\x1b\\[[0-9;?]*[A-Za-z]|\\p{Cntrl}");

    private ConsoleText() {}

    /** @param launchedAt when the boot began, or a little before */
    static List<LeaseLog> lines(String console, Instant launchedAt) {
        boolean cut = console.getBytes(StandardCharsets.UTF_8).length >= FULL;
        // nothing may be placed by a line before it when that is gone: the next look would place it elsewhere
        Instant last = cut ? null : launchedAt;
        List<LeaseLog> lines = new ArrayList<>();
        List<String> written = console.lines().toList();
        for (String raw : cut ? written.subList(Math.min(1, written.size()), written.size()) : written) {
            String line = CONTROLS.matcher(raw).replaceAll("").strip();
            LeaseLog own = timed(line, launchedAt);
            if (own != null) {
                lines.add(own);
                last = own.at();
            } else if (last != null && !line.isEmpty()) {
                lines.add(new LeaseLog(last, line));
            }
        }
        return lines;
    }

    private static @Nullable LeaseLog timed(String line, Instant launchedAt) {
        Matcher stamped = STAMPED.matcher(line);
        if (stamped.matches()) {
            try {
                return new LeaseLog(Instant.parse(stamped.group(1)), stamped.group(2));
            } catch (DateTimeException torn) {
                return null;
            }
        }
        Matcher kernel = KERNEL.matcher(line);
        return kernel.matches() && !kernel.group(3).isEmpty()
                ? new LeaseLog(
                        launchedAt
                                .plusSeconds(Long.parseLong(kernel.group(1)))
                                .plusMillis(Long.parseLong(kernel.group(2))),
                        kernel.group(3))
                : null;
    }
}
