package io.skipjack.app.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A router that wants to know who asks, or does not allow it to who asked: in words, with what to set.
 *
 * @param operators who was asked
 * @param credential as whom; null for nobody
 * @param said the router's own reason; empty for none
 */
record Refused(URI operators, @Nullable Credential credential, String said) {
    /** @param known whether the router knows who asked, and does not allow it */
    CommandFailure asFailure(boolean known) {
        String reason = said.isEmpty() ? "" : " (" + Cells.clean(said) + ")";
        if (credential == null) {
            return new CommandFailure("the router at " + operators + " wants to know who asks" + reason + "; set "
                    + OperatorsOptions.KEY + " to an operator key, or " + OperatorsOptions.PASSWORD
                    + " to the login's password, and --user where it is not 'operator'");
        }
        if (known) {
            return new CommandFailure("the router at " + operators + " does not allow that to who asks" + reason
                    + "; set " + OperatorsOptions.KEY + " to a key that may");
        }
        return new CommandFailure(
                credential.variable().equals(OperatorsOptions.KEY)
                        ? "the router at " + operators + " knows no such operator key" + reason + "; check "
                                + OperatorsOptions.KEY
                        : "the router at " + operators + " knows no such login" + reason + "; check --user and "
                                + OperatorsOptions.PASSWORD);
    }
}
