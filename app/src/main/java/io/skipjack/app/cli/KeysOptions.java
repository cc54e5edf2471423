package io.skipjack.app.cli;

import io.skipjack.app.keys.KeyRing;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Whose keys: of the router that is named, or else of this machine's files, which needs none to run. */
final class KeysOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DataDirOption dataDir = new DataDirOption();

    @Mixin
    private final OperatorsOptions operators = new OperatorsOptions();

    KeyDesk desk() {
        if (dataDir.given() == null && operators.named()) {
            return new RemoteKeys(operators.client());
        }
        if (dataDir.given() != null && operators.flagged()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--data-dir is for keys of this machine, and --operator-url for those of a router");
        }
        return new LocalKeys(new KeyRing(dataDir.resolve()), System.getProperty("user.name", "unknown"));
    }
}
