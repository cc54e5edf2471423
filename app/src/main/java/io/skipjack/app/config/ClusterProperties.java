package io.skipjack.app.config;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Several routers that tell each other what they see at once. They find each other's fleet in the shared store without
 * it, only seconds later.
 *
 * @param enabled whether this router joins
 * @param members addresses of some of the others, {@code host} or {@code host:port}; empty for this one alone
 * @param port this router listens on for the others, 1 to 65535
 * @param address this router listens on for the others; loopback unless set
 * @param name routers of the same name join; two installations in one network need two
 * @param secret all of them share; at least 16 characters beyond loopback. Best from the environment:
 *     {@code SKIPJACK_CLUSTER_SECRET}
 */
public record ClusterProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue List<@NotBlank String> members,
        @Min(1) @Max(65535) @DefaultValue("5701") int port,
        @NotBlank @DefaultValue("127.0.0.1") String address,
        @NotBlank @DefaultValue("skipjack") String name,
        @NotNull @DefaultValue("") String secret) {
    private static final int SHORTEST_SECRET = 16;

    public ClusterProperties {
        members = List.copyOf(members);
    }

    @AssertTrue(
            message = "cluster.secret must have at least 16 characters where cluster.address is not loopback;"
                    + " set SKIPJACK_CLUSTER_SECRET")
    boolean isSecretLongEnough() {
        boolean loopback = address.startsWith("127.") || address.equals("localhost") || address.equals("::1");
        return !enabled || loopback || secret.length() >= SHORTEST_SECRET;
    }

    /** Leaves the secret out, so that no log can hold it. */
    @Override
    public String toString() {
        return "ClusterProperties[enabled=%s, members=%s, port=%d, address=%s, name=%s]"
                .formatted(enabled, members, port, address, name);
    }
}
