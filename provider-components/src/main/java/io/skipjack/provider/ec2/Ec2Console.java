package io.skipjack.provider.ec2;

import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseLog;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads an instance's serial console, where its host agent copies what the engine writes. The console as it is now is for
 * Nitro alone, which all of today's GPU instances are; of others EC2 shows what it kept of their last start or end, as it
 * does, for an hour, of an instance that is gone.
 */
final class Ec2Console {
    private static final String NOT_NITRO = "UnsupportedOperation";

    private final Ec2Clients clients;

    Ec2Console(Ec2Clients clients) {
        this.clients = clients;
    }

    List<LeaseLog> read(Lease lease, Instant since) throws ProviderUnavailableException {
        try {
            return ConsoleText.lines(text(output(lease)), lease.launchedAt()).stream()
                    .filter(line -> !line.at().isBefore(since))
                    .toList();
        } catch (SdkException failure) {
            if (Trouble.of(failure) == Trouble.GONE) {
                return List.of();
            }
            throw Ec2Refusals.unavailable("reading the console of " + lease.id(), failure);
        }
    }

    private @Nullable String output(Lease lease) {
        try {
            return ask(lease, true);
        } catch (SdkException refused) {
            String code = Trouble.code(refused);
            if (code.equals(NOT_NITRO) || code.equals("IncorrectInstanceState")) {
                return ask(lease, false);
            }
            throw refused;
        }
    }

    private @Nullable String ask(Lease lease, boolean latest) {
        return clients.ec2(lease.offer().region())
                .getConsoleOutput(request -> request.instanceId(lease.id()).latest(latest ? true : null))
                .output();
    }

    /** The SDK leaves it in Base64. */
    private static String text(@Nullable String output) {
        return output == null ? "" : new String(Base64.getMimeDecoder().decode(output), StandardCharsets.UTF_8);
    }
}
