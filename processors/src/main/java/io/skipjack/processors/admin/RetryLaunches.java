package io.skipjack.processors.admin;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Has what failed of the deployment that the path names tried again: launches, deploys, deletes. */
public final class RetryLaunches implements Processor {
    private final LaunchRetry launches;
    private final JsonText json;

    public RetryLaunches(LaunchRetry launches, JsonText json) {
        this.launches = launches;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) throws RefusedEditException {
        AdminCall call = new AdminCall(exchange);
        String name = call.name();
        if (!launches.retry(call.caller(), name)) {
            throw new RefusedEditException(
                    404, "there is no deployment '" + name + "' that names a gpu, nor anything left of one");
        }
        call.json(200, json.of(Map.of("name", name, "retries", true)));
    }
}
