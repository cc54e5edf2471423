package io.skipjack.processors.admin;

/** What calls there are, for programs. */
public interface ApiDescription {
    /** The OpenAPI document of the REST definitions served now, as JSON. */
    byte[] openApi();
}
