-- The fleet's memory. Read by SQLite and PostgreSQL alike, so: text, integer, bigint, double precision, nothing else.
-- Instants are nanoseconds since 1970 (bigint), prices and bounds are millionths of a dollar per hour (bigint).

create table installation (
  id      integer primary key check (id = 1),
  owner   text    not null,
  made_at bigint  not null
);

-- One row a leadership. expires_at and ttl_ms are milliseconds, by the database's clock.
create table leadership (
  name       text   primary key,
  holder     text   not null,
  epoch      bigint not null,
  expires_at bigint not null,
  ttl_ms     bigint not null
);

insert into leadership (name, holder, epoch, expires_at, ttl_ms) values ('fleet', '', 0, 0, 0);

-- highest: number of a deployment's last replica; forgotten: highest of those whose row was deleted.
create table numbering (
  deployment text    primary key,
  highest    integer not null,
  forgotten  integer not null
);

create table replica (
  deployment    text    not null,
  number        integer not null,
  revision      text    not null,
  state         text    not null,
  since         bigint  not null,
  reason        text    not null,
  -- the launch as it was written down
  attempt       integer not null,
  token         text    not null,
  launch_epoch  bigint  not null,
  intended_at   bigint  not null,
  rate_bound    bigint  not null,
  offers        text    not null,
  -- the lease, null until it is known
  lease_id      text,
  provider      text,
  region        text,
  zone          text,
  shape         text,
  gpu           text,
  gpu_count     integer,
  capacity_type text,
  per_hour      bigint,
  launched_at   bigint,
  address       text,
  -- its way
  ready_at      bigint,
  drain_by      bigint,
  end_reason    text,
  ended_at      bigint,
  silent_since  bigint,
  -- what its host agent said: written by any router, all above by the leader alone
  phases        text    not null,
  last_contact  bigint,
  interruption  text,
  noticed_at    bigint,
  deadline      bigint,
  failure       text,
  primary key (deployment, number)
);

create index replica_state on replica (state);
create index replica_lease on replica (lease_id);

create table fleet_state (
  deployment         text    primary key,
  wanted             integer not null,
  more_since         bigint,
  fewer_since        bigint,
  scaling_reason     text    not null,
  failures           integer not null,
  not_before         bigint,
  halted             text,
  spot_missing_since bigint
);

create table avoided_offer (
  provider      text    not null,
  region        text    not null,
  zone          text    not null,
  shape         text    not null,
  gpu           text    not null,
  gpu_count     integer not null,
  capacity_type text    not null,
  until         bigint  not null,
  reason        text    not null,
  primary key (provider, region, zone, shape, gpu, gpu_count, capacity_type)
);

create table price (
  provider      text    not null,
  region        text    not null,
  zone          text    not null,
  shape         text    not null,
  gpu           text    not null,
  gpu_count     integer not null,
  capacity_type text    not null,
  per_hour      bigint  not null,
  quoted_at     bigint  not null,
  source        text    not null,
  primary key (provider, region, zone, shape, gpu, gpu_count, capacity_type)
);

create table router_load (
  router              text             not null,
  deployment          text             not null,
  requests_per_second double precision not null,
  in_flight           double precision not null,
  waiting             double precision not null,
  window_nanos        bigint           not null,
  noted_at            bigint           not null,
  primary key (router, deployment)
);
