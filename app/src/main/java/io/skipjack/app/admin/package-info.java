/** The admin API's side of the router: its status, and the deployment files it edits. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.admin;
