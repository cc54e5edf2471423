package io.skipjack.provider.modal;

import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.ProgramAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether Modal can be used from here. Changes nothing, wakes nothing. */
final class ModalCheck {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+");
    /** From 1.5 on the tool has {@code function info}, and one spelling of the fields of its JSON. */
    private static final int MAJOR = 1;

    private static final int MINOR = 5;
    private static final String UPGRADE = "pip install --upgrade modal";

    private final ModalCommands commands;

    ModalCheck(ModalCommands commands) {
        this.commands = commands;
    }

    List<Finding> check(@Nullable GpuChoice gpu, @Nullable String missing) {
        List<Finding> findings = new ArrayList<>();
        if (gpu != null) {
            String impossible = ModalGpus.impossible(gpu);
            findings.add(
                    impossible == null
                            ? Finding.pass("gpu", "Modal sells " + gpu)
                            : Finding.fail("gpu", impossible, "choose another --gpu or another provider"));
        }
        if (missing != null) {
            findings.add(Finding.fail("settings", "a setting is missing", missing));
            return findings;
        }
        try {
            if (tool(findings)) {
                token(findings);
            }
        } catch (ProviderUnavailableException unknown) {
            findings.add(Finding.fail("modal", String.valueOf(unknown.getMessage()), "try again in a minute"));
        }
        return findings;
    }

    private boolean tool(List<Finding> findings) throws ProviderUnavailableException {
        ProgramAnswer answer = commands.version();
        if (answer.isMissing()) {
            findings.add(Finding.fail("command", answer.message(), "pip install modal"));
            return false;
        }
        Matcher version = VERSION.matcher(answer.out());
        if (!version.find()) {
            findings.add(Finding.warn("command", "'modal --version' says no version: " + answer.message(), UPGRADE));
        } else if (isOld(version)) {
            findings.add(Finding.fail(
                    "command", "modal %s is older than %d.%d".formatted(version.group(), MAJOR, MINOR), UPGRADE));
        } else {
            findings.add(Finding.pass("command", "modal " + version.group()));
        }
        return true;
    }

    private static boolean isOld(Matcher version) {
        int major = Integer.parseInt(version.group(1));
        return major < MAJOR || (major == MAJOR && Integer.parseInt(version.group(2)) < MINOR);
    }

    private void token(List<Finding> findings) throws ProviderUnavailableException {
        ProgramAnswer answer = commands.apps();
        if (answer.json().isArray()) {
            findings.add(Finding.pass("token", "Modal accepts the token"));
            return;
        }
        Refusal refusal = ModalTrouble.refusal(answer);
        findings.add(
                refusal == null
                        ? Finding.fail(
                                "token", "Modal did not list its apps: " + answer.message(), "try again in a minute")
                        : Finding.fail("token", refusal.message(), ModalTrouble.TOKEN_ADVICE));
    }
}
