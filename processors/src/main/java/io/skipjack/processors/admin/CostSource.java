package io.skipjack.processors.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was spent, for operators. */
public interface CostSource {
    /**
     * @param since a time ago such as {@code 24h}, or an instant; null for 24 h
     * @param until likewise; null for now
     * @param deployment only this one; null for all
     * @throws RefusedEditException for a time that cannot be read or goes too far back, or a deployment nobody knows
     */
    Map<String, Object> cost(@Nullable String since, @Nullable String until, @Nullable String deployment)
            throws RefusedEditException;
}
