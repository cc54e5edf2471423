package io.skipjack.app.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where clients connect.
 *
 * @param host address to bind; 0.0.0.0 is every interface
 * @param port TCP port, 1 to 65535; 0 takes any free one (tests)
 * @param drainTimeout how long running answers may take at most once the router is told to stop, which ends with the last
 *     of them; 0 cuts them at once
 */
public record ListenProperties(
        @NotBlank @DefaultValue("0.0.0.0") String host,
        @Min(0) @Max(65535) @DefaultValue("8080") int port,
        @DurationMin(millis = 0) @DefaultValue("10m") Duration drainTimeout) {

    /** The base URL of clients, as it is reached from this machine. */
    public URI url() {
        return URI.create("http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port + "/v1");
    }
}
