package io.skipjack.provider.sandbox.ec2;

import java.util.Locale;

/** Ways in which an instance never gets healthy. */
public enum BootTrouble {
    NONE,
    /** The image is being pulled for ever. */
    PULL_HANGS,
    /** The weights may not be read: the host agent reports a failure and the engine never answers. */
    HF_401,
    /** The engine dies of lack of memory while loading, and is started again, for ever. */
    OOM_LOOP,
    /** The host agent never says a word, and there is no engine. */
    SILENT;

    /** The word of the command line and of JSON, such as {@code pull-hangs}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
