package io.skipjack.app.cli;

import java.util.ArrayList;
import java.util.List;

/** Sentences in lines that fit the terminal. */
final class Wrapped {
    private Wrapped() {}

    /**
     * Broken between words, and within one that is longer than a line.
     *
     * @param indent spaces before each line
     */
    static List<String> text(String sentence, Terminal terminal, int indent) {
        String margin = " ".repeat(indent);
        if (!terminal.isTerminal()) {
            return List.of(margin + sentence);
        }
        int room = terminal.columns() - indent;
        List<String> lines = new ArrayList<>();
        String rest = sentence.strip();
        while (!rest.isEmpty()) {
            int end = rest.length() <= room ? rest.length() : rest.lastIndexOf(' ', room);
            end = end <= 0 ? room : end;
            lines.add(margin + rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).strip();
        }
        return lines;
    }
}
