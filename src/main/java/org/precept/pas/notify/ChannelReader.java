package org.precept.pas.notify;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelComponent;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.precept.pas.PasEdition;
import org.precept.pas.notify.Channel.Content;
import org.precept.pas.notify.Channel.Header;

/** Reads the channel of a Subscription: rest-hook only (spec-56), to an allowed endpoint. */
final class ChannelReader {
    private static final Set<String> MIMES = Set.of("application/fhir+json", "application/json");
    private static final Pattern HEADER =
            Pattern.compile("(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \\t]*(?<value>[ -~]*)");
    /** Those that belong to the connection or say what the body is. */
    private static final Set<String> OURS = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via");

    private static final int MOST_HEADERS = 10;
    private static final int LONGEST_HEADER = 8192;

    /** The channel; empty when something is wrong with it, which is added to the faults. */
    Optional<Channel> read(SubscriptionChannelComponent channel, Owner owner, PasEdition edition, Faults faults) {
        if (channel.getType() != SubscriptionChannelType.RESTHOOK) {
            faults.add("channel.type", "Notifications are sent over rest-hook only.");
        }
        Optional<URI> endpoint = endpoint(channel, owner, faults);
        String mime = String.valueOf(channel.getPayload()).split(";", 2)[0].strip();
        if (!MIMES.contains(mime)) {
            faults.add("channel.payload", "Notifications are application/fhir+json.");
        }
        Optional<Content> content = content(channel, edition, faults);
        List<Header> headers = headers(channel, faults);
        OptionalInt timeout = number(channel, Backport.TIMEOUT, faults);
        number(channel, Backport.MAX_COUNT, faults);
        return endpoint.isEmpty() || content.isEmpty()
                ? Optional.empty()
                : Optional.of(new Channel(
                        endpoint.get(),
                        headers,
                        mime,
                        content.get(),
                        timeout.isPresent() ? Duration.ofSeconds(timeout.getAsInt()) : null));
    }

    private static Optional<URI> endpoint(SubscriptionChannelComponent channel, Owner owner, Faults faults) {
        Optional<URI> endpoint = AllowedEndpoint.address(String.valueOf(channel.getEndpoint()));
        if (endpoint.isEmpty()) {
            faults.add(
                    "channel.endpoint",
                    "Give the address of your endpoint: https, without user, fragment and dots or empty parts in its path.");
        } else if (!owner.maySendTo(endpoint.get())) {
            faults.add(
                    "channel.endpoint",
                    owner.submitter() == null
                            ? "Without a submitter's token notifications go to this machine only."
                            : "The endpoint is not among those that are configured for this submitter.");
            return Optional.empty();
        }
        return endpoint;
    }

    private static Optional<Content> content(SubscriptionChannelComponent channel, PasEdition edition, Faults faults) {
        Extension content = channel.getPayloadElement().getExtensionByUrl(Backport.CONTENT);
        String code =
                content == null || !content.hasValue() ? "" : content.getValue().primitiveValue();
        if (Content.FULL_RESOURCE.code().equals(code)) {
            return Optional.of(Content.FULL_RESOURCE);
        }
        if (Content.ID_ONLY.code().equals(code) && edition == PasEdition.R2_0_1) {
            return Optional.of(Content.ID_ONLY);
        }
        faults.add(
                "channel.payload.extension('" + Backport.CONTENT + "')",
                edition == PasEdition.R2_0_1
                        ? "Ask for full-resource or id-only."
                        : "Ask for full-resource: an inquiry does not tell all that an answer does.");
        return Optional.empty();
    }

    private static List<Header> headers(SubscriptionChannelComponent channel, Faults faults) {
        List<Header> headers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int characters = 0;
        for (StringType text : channel.getHeader()) {
            Matcher header = HEADER.matcher(String.valueOf(text.getValue()));
            if (!header.matches()
                    || OURS.contains(header.group("name").toLowerCase(Locale.ROOT))
                    || !names.add(header.group("name").toLowerCase(Locale.ROOT))) {
                faults.add(
                        "channel.header[" + headers.size() + "]",
                        "Give headers as Name: value, each name once, and none that belongs to the connection or the body.");
                return List.of();
            }
            characters += header.end();
            headers.add(new Header(header.group("name"), header.group("value").strip()));
        }
        if (headers.size() > MOST_HEADERS || characters > LONGEST_HEADER) {
            faults.add(
                    "channel.header",
                    "Give at most " + MOST_HEADERS + " headers of together " + LONGEST_HEADER + " characters.");
        }
        return headers;
    }

    /** The seconds between heartbeats; empty when there shall be none. */
    OptionalInt heartbeat(SubscriptionChannelComponent channel, Duration shortest, Faults faults) {
        OptionalInt heartbeat = number(channel, Backport.HEARTBEAT, faults);
        if (heartbeat.isPresent() && heartbeat.getAsInt() < shortest.toSeconds()) {
            faults.add(
                    "channel.extension('" + Backport.HEARTBEAT + "')",
                    "The shortest heartbeat period here is " + shortest.toSeconds() + " seconds.");
        }
        return heartbeat;
    }

    private static OptionalInt number(SubscriptionChannelComponent channel, String url, Faults faults) {
        Extension extension = channel.getExtensionByUrl(url);
        if (extension == null) {
            return OptionalInt.empty();
        }
        if (extension.getValue() instanceof IntegerType number && number.hasValue() && number.getValue() > 0) {
            return OptionalInt.of(number.getValue());
        }
        faults.add("channel.extension('" + url + "')", "Give a whole number above zero, or leave the extension out.");
        return OptionalInt.empty();
    }
}
