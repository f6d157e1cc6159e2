package org.precept.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A copy of a demo member under a name and number of its own, so that a test may have it approved without changing what
 * the demo member was approved for.
 *
 * @param payer identifier value of the payer
 * @param number member number
 * @param patient id of the stored Patient
 */
public record EnrolledMember(String payer, String number, String patient) {

    private static final Path MEMBERS = Path.of("fhir-resources/members");
    private static final Pattern NUMBER = Pattern.compile(
            "\"system\":\\s*\"https://precept.example/member/([^\"]+)\",\\s*\"value\":\\s*\"([^\"]+)\"");

    /**
     * Stores a copy of a member.
     *
     * @param name file name under {@code fhir-resources/members} without ending
     * @param copy ends the copy's ids and number; unique among tests
     */
    public static EnrolledMember copy(Client client, String name, String copy) {
        String json = read(MEMBERS.resolve(name + ".json"));
        Matcher number = NUMBER.matcher(json);
        if (!number.find()) {
            throw new AssertionError("no member number in " + name);
        }
        String own = number.group(2) + "-" + copy;
        String patient = "copy-" + copy + "-" + name;
        String transaction =
                json.replace("\"" + number.group(2) + "\"", "\"" + own + "\"").replace("demo-" + name, patient);
        Reply reply = client.post("/fhir", transaction);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return new EnrolledMember(number.group(1), own, patient);
    }

    /** A request of this member. */
    public PasBundle request() {
        return PasBundle.of(payer, number);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
