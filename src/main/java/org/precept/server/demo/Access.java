package org.precept.server.demo;

/** What an access token opens: one chart, within scopes. */
record Access(Chart chart, Scopes scopes) {}
