-- When a lease stopped being paid for: null until it has ended. Whether its provider took it back, and whether the
-- provider named the instant (else it is when we first saw that it had ended), 1 or 0.
alter table replica add column lease_ended_at bigint;
alter table replica add column ended_by_provider integer not null default 0;
alter table replica add column end_said integer not null default 0;
