package org.precept.pas;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;

/**
 * The versions of the PAS guide that are spoken, each at a FHIR base of its own (requirement conf-1). Requests of both are
 * read alike; an answer is written for the newest edition and then said as the request's own. What differs hangs here.
 */
public enum PasEdition {
    /** PAS 2.2.1. */
    R2_2("2.2.1", "/fhir"),
    /** PAS 2.0.1. */
    R2_0_1("2.0.1", "/2.0.1/fhir");

    private final String version;
    private final String path;

    PasEdition(String version, String path) {
        this.version = version;
        this.path = path;
    }

    /** The edition whose base was called. */
    public static PasEdition of(HttpServletRequest request) {
        return R2_0_1.path.equals(request.getServletPath()) ? R2_0_1 : R2_2;
    }

    /** The edition of a filed request; takes what {@link #version()} gave when it was filed. */
    public static PasEdition of(String version) {
        return R2_0_1.version.equals(version) ? R2_0_1 : R2_2;
    }

    /** Of the guide, e.g. {@code 2.0.1}. */
    public String version() {
        return version;
    }

    /** Path of the FHIR base on this server, without a slash at the end. */
    public String path() {
        return path;
    }

    /**
     * Says an answer, written for the newest edition, as this one does. Changes it, but not the resources in it that may be
     * shared with what is stored: those are replaced by copies. Safe to repeat.
     */
    public Bundle say(Bundle answer) {
        return this == R2_0_1 ? AnswerR201.say(answer) : answer;
    }

    /**
     * What an inquiry is answered with: Parameters with a Bundle for each request found, in 2.0.1 one Bundle.
     *
     * @param found said in this edition, newest first
     * @param now FHIR instant of the answer
     */
    Resource inquiryAnswer(List<Bundle> found, String now) {
        if (this == R2_0_1) {
            return InquiryR201.of(found, now);
        }
        Parameters answer = new Parameters();
        found.forEach(bundle -> answer.addParameter().setName("return").setResource(bundle));
        return answer;
    }

    /** Key of an answer that is kept for repetition: the same Bundle at another base gets another answer. */
    String replayKey(String digest) {
        return this == R2_2 ? digest : version + " " + digest;
    }
}
