package io.skipjack.provider.sandbox.cloudrun;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A service account and its key, in the file that {@code gcloud iam service-accounts keys create} writes. */
final class ServiceAccount {
    /** One for all that are pretended in this process: making one takes long. */
    static final KeyPair OURS = keys();
    /** Of an account that nobody knows. */
    static final KeyPair STRANGERS = keys();
    /** What Google signs identity tokens with. */
    static final KeyPair GOOGLES = keys();

    static final String PROJECT = "pretend-project";
    static final String EMAIL = "router@pretend-project.iam.gserviceaccount.com";
    static final String KEY_ID = "0123456789abcdef0123456789abcdef01234567";

    private ServiceAccount() {}

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has RSA", impossible);
        }
    }

    /** Writes the key to a file that its owner alone can read. */
    static void write(Path folder, String name, KeyPair keys, URI tokens) {
        String pem = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(
                        Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded()));
        ObjectNode file = Json.object()
                .put("type", "service_account")
                .put("project_id", PROJECT)
                .put("private_key_id", KEY_ID)
                .put("private_key", pem)
                .put("client_email", EMAIL)
                .put("client_id", "113774264463038321964")
                .put("auth_uri", "https://accounts.google.com/o/oauth2/auth")
                .put("token_uri", tokens.toString())
                .put("universe_domain", "googleapis.com");
        try {
            Files.write(folder.resolve(name), Json.bytes(file));
        } catch (IOException failure) {
            throw new UncheckedIOException("writing the key of a pretend service account", failure);
        }
    }
}
