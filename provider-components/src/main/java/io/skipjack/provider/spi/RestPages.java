package io.skipjack.provider.spi;

import io.skipjack.domain.provider.ProviderUnavailableException;

/** A list that an API hands out page by page. */
public final class RestPages {
    /** More than any list of ours has: a provider that hands out more leads in circles. */
    private static final int MOST = 50;

    private RestPages() {}

    /** What is done with one page. */
    @FunctionalInterface
    public interface Page {
        /** Reads the page at that path, and says where the next is; empty after the last. */
        String read(String path) throws ProviderUnavailableException;
    }

    /**
     * Reads page after page.
     *
     * @param first path of the first
     * @param doing what is being read, for the message
     * @throws ProviderUnavailableException also when they do not end
     */
    public static void follow(String first, Page page, String doing) throws ProviderUnavailableException {
        String path = first;
        for (int read = 0; read < MOST; read++) {
            path = page.read(path);
            if (path.isEmpty()) {
                return;
            }
        }
        throw new ProviderUnavailableException(doing + ", they do not end");
    }
}
