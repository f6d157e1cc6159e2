-- Our own tables beside HAPI's. Runs at every start, on H2 and PostgreSQL alike: only "if not exists" statements.

-- Which version of which content was stored, and from what file.
create table if not exists content_file (
    canonical varchar(300) not null,
    version varchar(64) not null,
    file varchar(400) not null,
    sha256 varchar(64) not null,
    primary key (canonical, version)
);
