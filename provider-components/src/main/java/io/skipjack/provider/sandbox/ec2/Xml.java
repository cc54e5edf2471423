package io.skipjack.provider.sandbox.ec2;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the little XML that AWS answers with: elements and text, no attributes but the namespace. */
final class Xml {
    private final StringBuilder out = new StringBuilder(2048);

    Xml in(String name, Consumer<Xml> content) {
        out.append('<').append(name).append('>');
        content.accept(this);
        out.append("</").append(name).append('>');
        return this;
    }

    Xml root(String name, String namespace, Consumer<Xml> content) {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<").append(name);
        out.append(" xmlns=\"").append(namespace).append("\">");
        content.accept(this);
        out.append("</").append(name).append('>');
        return this;
    }

    /** An element with text; none at all for null. */
    Xml text(String name, @Nullable Object value) {
        if (value != null) {
            out.append('<').append(name).append('>');
            escape(value.toString());
            out.append("</").append(name).append('>');
        }
        return this;
    }

    /** A list as EC2 has them: one element with a child, always of the same name, for each. */
    <T> Xml list(String name, Iterable<? extends T> items, BiConsumer<Xml, T> content) {
        return in(name, list -> {
            for (T item : items) {
                list.in("item", each -> content.accept(each, item));
            }
        });
    }

    Xml texts(String name, Iterable<String> items) {
        return in(name, list -> items.forEach(each -> list.text("item", each)));
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
