package io.skipjack.processors.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What GPUs cost, for operators. */
public interface PriceSource {
    /**
     * The last good prices, each with age and source; providers whose prices are missing or old may be asked first.
     *
     * @param gpu only of this one; null for all
     * @throws RefusedEditException for a GPU that is in no catalog
     */
    Map<String, Object> prices(@Nullable String gpu) throws RefusedEditException;
}
