-- The log of events, and how far webhooks have told of it. Columns as in V1: text, integer and bigint only; instants are
-- nanoseconds since 1970.

-- mark names a transition that may be noted twice; of two with the same, the first is kept.
create table event (
  seq        bigint primary key,
  noted_at   bigint not null,
  kind       text   not null,
  deployment text   not null,
  subject    text   not null,
  words      text   not null,
  facts      text   not null,
  mark       text   unique
);

create index event_noted_at on event (noted_at);

-- One row. Whoever appends holds its lock: so numbers are seen in their order, whichever router commits first.
create table event_number (
  id   integer primary key check (id = 1),
  last bigint  not null
);

insert into event_number (id, last) values (1, 0);

-- The deployments as the log last told of them.
create table told_deployment (
  name        text primary key,
  fingerprint text not null
);

-- seq: the last event that a webhook is done with; failures: tries in a row that the next one has failed.
create table webhook (
  name     text    primary key,
  seq      bigint  not null,
  failures integer not null
);
