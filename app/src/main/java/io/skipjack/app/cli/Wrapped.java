package io.skipjack.app.cli;

import java.util.ArrayList;
import java.util.List;

/** Sentences in lines that fit the terminal. */
final class Wrapped {
    private Wrapped() {}

    /** @param indent spaces before each line */
    static List<String> text(String sentence, Terminal terminal, int indent) {
        String margin = " ".repeat(indent);
        if (!terminal.isTerminal()) {
            return List.of(margin + sentence);
        }
        int room = terminal.columns() - indent;
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                lines.add(margin + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(margin + line);
        return lines;
    }
}
