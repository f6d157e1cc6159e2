package org.precept.server.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.stream.Collectors;
import org.precept.server.web.FilterOrder;
import org.precept.server.web.OutcomeWriter;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Lets administrators alone into {@code /admin}, and reviewers alone into {@code /review}. Spring Security's filters stand
 * in front of those paths only: nothing else becomes slower or is answered differently.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    private static final String FILTERS = "springSecurityFilterChain";
    private static final String BCRYPT = "bcrypt";
    private static final String REVIEW = "/review";

    @Bean
    DelegatingFilterProxyRegistrationBean areaFilters() {
        DelegatingFilterProxyRegistrationBean filters = new DelegatingFilterProxyRegistrationBean(FILTERS);
        filters.setOrder(FilterOrder.ADMINISTRATORS);
        filters.addUrlPatterns("/admin/*", REVIEW + "/*");
        return filters;
    }

    @Bean
    @Order(1)
    SecurityFilterChain review(HttpSecurity http, ConfiguredReviewers configured, OutcomeWriter outcomes)
            throws Exception {
        Map<String, String> passwords = configured.reviewers().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, account -> account.getValue().password()));
        http.securityMatcher(SecurityConfiguration::isReview);
        return protect(http, Area.REVIEW, passwords, outcomes);
    }

    /** Takes whatever is not for reviewers, so that nothing behind these filters is left open by mistake. */
    @Bean
    @Order(2)
    SecurityFilterChain administration(HttpSecurity http, Administrators configured, OutcomeWriter outcomes)
            throws Exception {
        return protect(http, Area.ADMINISTRATION, configured.administrators(), outcomes);
    }

    @Bean
    DelegatingPasswordEncoder passwords() {
        return new DelegatingPasswordEncoder(BCRYPT, Map.of(BCRYPT, new BCryptPasswordEncoder()));
    }

    private static SecurityFilterChain protect(
            HttpSecurity http, Area area, Map<String, String> passwords, OutcomeWriter outcomes) throws Exception {
        AreaErrors errors = new AreaErrors(area, !passwords.isEmpty(), outcomes);
        return http.userDetailsService(users(area, passwords))
                .authorizeHttpRequests(requests -> requests.anyRequest().hasRole(area.role()))
                .httpBasic(basic -> basic.authenticationEntryPoint(errors))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(errors).accessDeniedHandler(errors))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // There is no session to ride on, and what changes anything takes application/fhir+json only, which
                // another site's page cannot send without asking first.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** By the path as the servlet container decoded it, by which handlers are found as well. */
    private static boolean isReview(HttpServletRequest request) {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        return path.equals(REVIEW) || path.startsWith(REVIEW + "/");
    }

    private static UserDetailsService users(Area area, Map<String, String> passwords) {
        InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
        passwords.forEach((name, password) -> users.createUser(
                User.withUsername(name).password(password).roles(area.role()).build()));
        return users;
    }
}
