package io.skipjack.app.inference;

import org.jspecify.annotations.Nullable;

/** A secret that credentials can name as they name environment variables, but that the router finds elsewhere. */
public interface NamedSecret {
    String name();

    /** Null while it is not known. */
    @Nullable
    String value();
}
