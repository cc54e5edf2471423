package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.ec2.Signature;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a fault strikes; all that is set must hold.
 *
 * @param path prefix of the path, of any method; null for any path with POST
 * @param contains text the body must contain; null for any
 * @param sha256 lower-case hex digest of the body; null for any
 */
public record FaultScope(
        @Nullable String path,
        @Nullable String contains,
        @Nullable String sha256) {
    static final FaultScope POSTS = new FaultScope(null, null, null);

    FaultScope under(String prefix) {
        return new FaultScope(prefix, contains, sha256);
    }

    FaultScope containing(String needle) {
        return new FaultScope(path, needle, sha256);
    }

    FaultScope hashing(String digest) {
        return new FaultScope(path, contains, digest);
    }

    boolean fits(ReceivedRequest request) {
        return fitsHead(request)
                && (contains == null || request.bodyText().contains(contains))
                && (sha256 == null || sha256.equals(Signature.sha256(request.body())));
    }

    /** What can be told before the body is there: a scope that asks about the body never fits then. */
    boolean fitsHead(ReceivedRequest request) {
        return path == null ? request.method().equals("POST") : request.path().startsWith(path);
    }

    boolean needsBody() {
        return contains != null || sha256 != null;
    }
}
