package org.precept.server.security;

import java.util.Map;
import org.precept.server.web.FilterOrder;
import org.precept.server.web.OutcomeWriter;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
 * Lets administrators alone into {@code /admin}. Spring Security's filters stand in front of those paths only: nothing
 * else becomes slower or is answered differently.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class AdministrationConfiguration {

    private static final String FILTERS = "springSecurityFilterChain";
    private static final String ROLE = "ADMINISTRATOR";
    private static final String BCRYPT = "bcrypt";

    @Bean
    DelegatingFilterProxyRegistrationBean administrationFilters() {
        DelegatingFilterProxyRegistrationBean filters = new DelegatingFilterProxyRegistrationBean(FILTERS);
        filters.setOrder(FilterOrder.ADMINISTRATORS);
        filters.addUrlPatterns("/admin/*");
        return filters;
    }

    @Bean
    SecurityFilterChain administration(HttpSecurity http, Administrators configured, OutcomeWriter outcomes)
            throws Exception {
        AdministratorErrors errors =
                new AdministratorErrors(!configured.administrators().isEmpty(), outcomes);
        return http.userDetailsService(users(configured))
                .authorizeHttpRequests(requests -> requests.anyRequest().hasRole(ROLE))
                .httpBasic(basic -> basic.authenticationEntryPoint(errors))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(errors).accessDeniedHandler(errors))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // Nothing under /admin changes anything, and there is no session to ride on.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    DelegatingPasswordEncoder administratorPasswords() {
        return new DelegatingPasswordEncoder(BCRYPT, Map.of(BCRYPT, new BCryptPasswordEncoder()));
    }

    private static UserDetailsService users(Administrators configured) {
        InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
        configured
                .administrators()
                .forEach((name, password) -> users.createUser(
                        User.withUsername(name).password(password).roles(ROLE).build()));
        return users;
    }
}
