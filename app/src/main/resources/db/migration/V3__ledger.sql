-- The ledger: only ever added to. Columns as in V1: text, integer and bigint only; instants are nanoseconds since 1970.

-- Numbers are given out under this row's lock, so that whoever has read up to one has missed none before it.
create table ledger_counter (
  id   integer primary key check (id = 1),
  last bigint  not null
);

insert into ledger_counter (id, last) values (1, 0);

-- key: the same for the same fact, whoever writes it down, and how often. event: JSON, by kind.
create table ledger (
  number bigint primary key,
  key    text   not null unique,
  kind   text   not null,
  at     bigint not null,
  event  text   not null
);

create index ledger_kind_at on ledger (kind, at);
