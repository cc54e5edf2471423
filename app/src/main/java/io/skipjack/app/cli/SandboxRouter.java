package io.skipjack.app.cli;

import io.skipjack.app.RouterOptions;
import io.skipjack.provider.sandbox.PretendClock;
import io.skipjack.provider.sandbox.RouterKeys;
import io.skipjack.provider.sandbox.SandboxClient;
import io.skipjack.provider.sandbox.SandboxException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A router that uses a sandbox in place of AWS.
 *
 * @param keys what the sandbox says a router of it must be told
 * @param deployments folder of a deployment made for it; null where the user has one
 */
record SandboxRouter(RouterKeys keys, @Nullable Path deployments) {
    private static final String DEPLOYMENTS = "sandbox-deployments";

    /** @param withDeployment whether to make a deployment as well, in the data directory */
    static SandboxRouter at(URI sandbox, DataDirOption dataDir, boolean withDeployment) throws CommandFailure {
        try (SandboxClient client = new SandboxClient(sandbox)) {
            RouterKeys keys = client.routerKeys();
            return new SandboxRouter(
                    keys,
                    withDeployment ? write(keys, dataDir.resolve().resolve(DEPLOYMENTS), FleetText.PATIENT) : null);
        } catch (SandboxException away) {
            throw new CommandFailure(String.valueOf(away.getMessage()), away);
        }
    }

    RouterOptions applyTo(RouterOptions options) {
        RouterOptions with = options.with("skipjack.deployments-dir", deployments);
        for (Map.Entry<String, String> key : keys.keys().entrySet()) {
            with = with.with(key.getKey(), key.getValue());
        }
        PretendClock clock = keys.clock();
        return clock.isFast() ? with.withClock(clock, clock.speed()) : with;
    }

    /** Writes a deployment of a fleet in the sandbox, and the credential of its serverless endpoint beside it. */
    static Path write(RouterKeys keys, Path folder, FleetText text) throws CommandFailure {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("serverless.key"), keys.serverlessKey());
            Files.writeString(folder.resolve("demo.yaml"), text.yaml(keys));
            return folder;
        } catch (IOException unwritable) {
            throw new CommandFailure(
                    "cannot write the sandbox's deployment to " + folder + "; name another folder with --data-dir",
                    unwritable);
        }
    }
}
