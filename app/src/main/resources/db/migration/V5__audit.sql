-- Who changed what. Columns as in V1: text, integer and bigint only; instants are nanoseconds since 1970.

-- Rows are added and never changed or deleted.
create table audit (
  id            text   primary key,
  asked_at      bigint not null,
  who           text   not null,
  role          text   not null,
  via           text   not null,
  action        text   not null,
  target        text   not null,
  -- without secrets; null for what was not there, or will not be
  before_change text,
  after_change  text
);

create index audit_asked_at on audit (asked_at);
