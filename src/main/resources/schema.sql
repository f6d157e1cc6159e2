-- Our own tables beside HAPI's. Runs at every start, on H2 and PostgreSQL alike: only "if not exists" statements.
create table if not exists precept_content_file (
    path varchar(400) not null primary key,
    version varchar(64),
    sha256 varchar(64) not null,
    loaded_at timestamp with time zone not null
);
