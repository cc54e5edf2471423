package io.skipjack.provider.cerebrium;

import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.ChildProcess;
import io.skipjack.provider.spi.ProgramAnswer;
import io.skipjack.provider.spi.RestAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether Cerebrium can be used from here. Changes nothing, wakes nothing. */
record CerebriumCheck(CerebriumApi api, ChildProcess tool) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    List<Finding> check(@Nullable GpuChoice gpu, @Nullable String missing) {
        List<Finding> findings = new ArrayList<>();
        if (gpu != null) {
            String impossible = CerebriumGpu.impossible(gpu);
            findings.add(
                    impossible == null
                            ? Finding.pass("gpu", "Cerebrium sells " + gpu)
                            : Finding.fail("gpu", impossible, "choose another --gpu or another provider"));
        }
        if (missing != null) {
            findings.add(Finding.fail("settings", "a setting is missing", missing));
            return findings;
        }
        try {
            findings.add(command());
            findings.add(project());
        } catch (ProviderUnavailableException unknown) {
            findings.add(Finding.fail("cerebrium", String.valueOf(unknown.getMessage()), "try again in a minute"));
        }
        return findings;
    }

    private Finding command() throws ProviderUnavailableException {
        ProgramAnswer answer = tool.run(TIMEOUT, "version");
        if (answer.isMissing()) {
            return Finding.fail("command", answer.message(), "pip install cerebrium");
        }
        return answer.exitCode() == 0
                ? Finding.pass("command", answer.message())
                : Finding.fail(
                        "command",
                        "'cerebrium version' failed: " + answer.message(),
                        "pip install --upgrade cerebrium");
    }

    private Finding project() throws ProviderUnavailableException {
        RestAnswer answer = api.apps();
        if (answer.isOk()) {
            return Finding.pass("token", "Cerebrium accepts the token for this project");
        }
        return answer.isDenied() || answer.isAbsent()
                ? Finding.fail("token", CerebriumTrouble.denied().message(), CerebriumTrouble.TOKEN_ADVICE)
                : Finding.fail("token", answer.words(), "try again in a minute");
    }
}
