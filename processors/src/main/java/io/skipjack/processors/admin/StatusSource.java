package io.skipjack.processors.admin;

import java.util.Map;

/** What operators see of the router and its fleet. A map, not a type of its own: it is shown, and nothing decides by it. */
public interface StatusSource {
    /** Maps, lists, text, numbers, booleans and nulls; without secrets and addresses. Never throws for a part that is down. */
    Map<String, Object> status();
}
