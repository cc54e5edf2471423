package io.skipjack.app.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;

/**
 * No answer of a router, in words.
 *
 * @param operators who was asked
 * @param failure how that ended
 */
record Unanswered(URI operators, IOException failure) {
    CommandFailure asFailure() {
        return new CommandFailure(sentence(), failure);
    }

    private String sentence() {
        if (failure instanceof HttpTimeoutException && !(failure instanceof HttpConnectTimeoutException)) {
            return "the router at " + operators + " took the call and gave no answer in time; see its log, and whether"
                    + " --operator-url is its operators' port";
        }
        return "no router answers at " + operators + "; start one with: skipjack serve, or name its operators'"
                + " port with --operator-url http://HOST:PORT";
    }
}
