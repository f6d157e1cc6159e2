package org.precept.server.app;

/**
 * An EHR that this server brings along for trying the app out. A bean of this type makes {@code /dtr/?demo=…} work.
 *
 * @param ehr its issuer is a path of this server
 * @param launcher path that begins a launch; the app passes on the parameters it was called with, {@code demo} as
 *     {@code member}
 */
public record BuiltInEhr(RegisteredEhr ehr, String launcher) {}
