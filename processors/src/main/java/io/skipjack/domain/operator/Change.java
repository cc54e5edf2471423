package io.skipjack.domain.operator;

import org.jspecify.annotations.Nullable;

/**
 * What somebody is about to change.
 *
 * @param action lower-case dotted words, such as {@code deployment.changed}
 * @param target name or id of what is changed
 * @param before how it was, without secrets; null for what was not there
 * @param after how it will be, likewise; null for what will not be there
 */
public record Change(
        String action,
        String target,
        @Nullable String before,
        @Nullable String after) {}
