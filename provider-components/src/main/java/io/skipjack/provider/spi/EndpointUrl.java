package io.skipjack.provider.spi;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where the endpoints of a provider are reached: a URL with {@code {id}} where the endpoint's own id goes, in its host or in
 * its path, such as {@code https://model-{id}.api.baseten.co}.
 */
public final class EndpointUrl {
    private static final String ID = "{id}";
    private static final Pattern ID_SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final String template;
    private final Pattern shape;

    /**
     * A template.
     *
     * @param key of the setting it is from, for the message
     * @throws IllegalArgumentException for what is no URL with an id in it
     */
    public EndpointUrl(String key, String template) {
        this.template = template.replaceAll("/+$", "");
        URI example = example(this.template);
        if (example == null || example.getHost() == null || this.template.split("\\{id}", -1).length != 2) {
            throw new IllegalArgumentException(
                    "%s must be a URL with {id} in it, such as https://{id}.api.example.com".formatted(key));
        }
        int at = this.template.indexOf(ID);
        this.shape = Pattern.compile("%s[A-Za-z0-9_-]{1,64}%s(?:/.*)?"
                .formatted(
                        Pattern.quote(this.template.substring(0, at)),
                        Pattern.quote(this.template.substring(at + ID.length()))));
    }

    private static @org.jspecify.annotations.Nullable URI example(String template) {
        try {
            return URI.create(template.replace(ID, "x"));
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** @throws IllegalArgumentException for an id that would change more of the URL than its place */
    public URI of(String id) {
        if (!ID_SHAPE.matcher(id).matches()) {
            throw new IllegalArgumentException("'%s' is no id of an endpoint".formatted(id));
        }
        return URI.create(template.replace(ID, id));
    }

    /** Whether a URL is one of these, or below one: only such a one may see the provider's key. */
    public boolean leadsTo(URI uri) {
        return shape.matcher(uri.toString()).matches();
    }
}
