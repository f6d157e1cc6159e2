package org.precept.server.security;

/**
 * A part of the server that only some people may use.
 *
 * @param role that they have
 * @param realm as browsers show it when they ask for a password
 * @param people who they are, for people
 * @param property where they are configured
 * @param account what to set there, for people
 */
record Area(String role, String realm, String people, String property, String account) {

    static final Area ADMINISTRATION = new Area(
            "ADMINISTRATOR",
            "Precept administrators",
            "Administrators",
            Administrators.PROPERTY,
            ".<user name>={bcrypt}<hash of the password>");
    static final Area REVIEW = new Area(
            "REVIEWER",
            "Precept reviewers",
            "Reviewers",
            ConfiguredReviewers.PROPERTY,
            ".<user name>.password={bcrypt}<hash of the password> and .<user name>.roles=nurse, physician or clinician");
}
