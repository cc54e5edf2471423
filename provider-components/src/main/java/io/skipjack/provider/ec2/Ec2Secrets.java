package io.skipjack.provider.ec2;

import io.skipjack.domain.provider.ProviderUnavailableException;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads a secret where an instance reads it too, so that router and engines share a key that no file, user data or tag
 * holds. The value is never part of a message or a log.
 */
public final class Ec2Secrets {
    static final String PARAMETER = "ssm:";
    static final String SECRET = "secretsmanager:";

    private final Ec2Clients clients;
    private final String region;

    public Ec2Secrets(Ec2Clients clients, String region) {
        this.clients = clients;
        this.region = region;
    }

    /**
     * @param reference {@code ssm:NAME} of a parameter, decrypted, or {@code secretsmanager:NAME} of a secret's text
     * @throws IllegalArgumentException if it is neither
     * @throws ProviderUnavailableException if AWS does not give it; the message says why and what to do
     */
    public String fetch(String reference) throws ProviderUnavailableException {
        try {
            return value(reference).strip();
        } catch (SdkException failure) {
            throw Ec2Refusals.unavailable("reading " + reference + " in " + region, failure);
        }
    }

    private String value(String reference) {
        if (reference.startsWith(PARAMETER)) {
            return clients.ssm(region)
                    .getParameter(request -> request.name(reference.substring(PARAMETER.length()))
                            .withDecryption(true))
                    .parameter()
                    .value();
        }
        if (reference.startsWith(SECRET)) {
            Map<String, String> body = Map.of("SecretId", reference.substring(SECRET.length()));
            return clients.signed(region)
                    .call("secretsmanager", "secretsmanager.GetSecretValue", body)
                    .path("SecretString")
                    .asText();
        }
        // not echoed: people paste the secret itself here
        throw new IllegalArgumentException("a secret's reference must begin with ssm: or secretsmanager:");
    }
}
