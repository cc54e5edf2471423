package io.skipjack.domain.log;

import java.util.regex.Pattern;

/**
 * Finds the lines that name a deployment: itself, one of its replicas ({@code rack-12}), upstreams ({@code rack/spot-1}) or
 * endpoints ({@code rack@runpod}). A deployment whose name is another's with a number behind it is named by both.
 */
public final class Mention {
    private final Pattern name;

    public Mention(String deployment) {
        name = Pattern.compile("(?<![\\w.-])" + Pattern.quote(deployment) + "(?:-\\d+)?(?![\\w-]|\\.\\w)");
    }

    public boolean isIn(String text) {
        return name.matcher(text).find();
    }
}
