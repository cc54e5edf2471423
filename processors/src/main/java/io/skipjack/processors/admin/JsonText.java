package io.skipjack.processors.admin;

/** Writes what the admin API answers. A port, because this module knows no library for it. */
public interface JsonText {
    /** @param value maps, lists, text, numbers, booleans and nulls */
    byte[] of(Object value);
}
