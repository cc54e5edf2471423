package io.skipjack.processors.admin;

import io.skipjack.domain.operator.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** A request to the admin API, and the way to answer it. */
record AdminCall(Exchange exchange) {
    private static final int WRONG = 400;
    /** As deployments may be called; so a name is never a way out of the folder. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,199}");
    /** As large as a deployment file may be. */
    private static final int MOST_BYTES = 1 << 20;

    /** Who asks. */
    Caller caller() {
        Caller caller = exchange.getProperty(Callers.PROPERTY, Caller.class);
        if (caller == null) {
            throw new IllegalStateException("a call that did not come in through the operators' port");
        }
        return caller;
    }

    /** The deployment that the path names. */
    String name() throws RefusedEditException {
        String name = inPath("name");
        if (!NAME.matcher(name).matches()) {
            throw new RefusedEditException(
                    404, "a deployment's name begins with a letter or digit and goes on with those, '.', '_' or '-'");
        }
        return name;
    }

    /** A part of the path, as it was sent; {@code {name}} of the REST definition is {@code name}. */
    String inPath(String part) {
        return exchange.getMessage().getHeader(part, "", String.class);
    }

    /** The query's {@code since}: an instant, or a span of time before now such as {@code 24h}; absent means all. */
    Instant since(Instant now) throws RefusedEditException {
        Instant since = instant("since", now);
        return since == null ? Instant.EPOCH : since;
    }

    /** A time of the query: an instant, or a span of time before now; null when it is not there. */
    @Nullable
    Instant instant(String name, Instant now) throws RefusedEditException {
        String text = query(name);
        return text == null ? null : Since.parse(name, text, now);
    }

    /** A whole number of the query, from 1 to the most; absent means {@code otherwise}. */
    int number(String name, int otherwise, int most) throws RefusedEditException {
        String text = query(name);
        if (text == null) {
            return otherwise;
        }
        int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw new RefusedEditException(WRONG, name + " takes a number from 1 to " + most);
        }
        return number;
    }

    /** The first value of a parameter of the query; null when it is not there or empty. */
    @Nullable
    String query(String name) {
        String query = exchange.getMessage().getHeader(Exchange.HTTP_QUERY, "", String.class);
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=") && pair.length() > name.length() + 1) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    String text() throws RefusedEditException, IOException {
        try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
            byte[] bytes = body == null ? new byte[0] : body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new RefusedEditException(413, "the body is larger than 1 MiB, which no deployment is");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    void answer(int status, String type, byte[] body) {
        Message message = exchange.getMessage();
        message.removeHeaders("*"); // the request's own, its login among them, would go back
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, type);
        message.setBody(body);
    }

    void json(int status, byte[] body) {
        answer(status, "application/json", body);
    }
}
