-- Serverless endpoints. Columns as in V1: text, integer and bigint only; instants are nanoseconds since 1970.

-- One row for all that a provider may hold of a deployment, from before it is asked for until nothing of it is left.
create table endpoint (
  deployment      text    not null,
  provider        text    not null,
  name            text    not null,
  model           text    not null,
  gpu             text    not null,
  gpu_count       integer not null,
  revision        text    not null,
  state           text    not null,
  reason          text    not null,
  since           bigint  not null,
  uri             text,
  facts           text    not null,
  -- what the provider lets through
  limit_requests  integer not null,
  limit_window    bigint  not null,
  limit_in_flight integer not null,
  limit_body      bigint  not null,
  limit_time      bigint,
  -- as last seen, null before the first look
  phase           text,
  workers         integer,
  detail          text,
  -- its way
  workers_min     integer not null,
  woken_at        bigint,
  failures        integer not null,
  not_before      bigint,
  refused_until   bigint,
  primary key (deployment, provider)
);

create table cold_start (
  provider    text    not null,
  gpu         text    not null,
  model       text    not null,
  took        bigint  not null,
  samples     integer not null,
  measured_at bigint  not null,
  primary key (provider, gpu, model)
);
