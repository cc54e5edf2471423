package io.skipjack.app.cli;

import java.nio.file.Path;

/**
 * What a file says that a flag is unless it is typed.
 *
 * @param command such as {@code keys create}; empty for all commands that have the flag
 * @param flag without its dashes
 * @param value as typed
 * @param file which says so
 * @param line of it, from 1
 */
record FlagDefault(String command, String flag, String value, Path file, int line) {
    /** For a person: {@code skipjack.yaml:3}, with the folder. */
    String place() {
        return file + ":" + line;
    }
}
