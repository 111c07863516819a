-- People, organizations, and how they sign in.

create table organizations (
  id bigint generated always as identity primary key,
  name text not null,
  domains text[] not null default '{}',
  language text,
  notes text not null default '',
  created_at timestamptz(3) not null default now()
);
create index organizations_domains on organizations using gin (domains);
create index organizations_name on organizations (lower(name));

create table people (
  id bigint generated always as identity primary key,
  name text not null,
  language text,
  time_zone text,
  notes text not null default '',
  active boolean not null default true,
  created_at timestamptz(3) not null default now()
);
create index people_name on people (lower(name));

create table contact_points (
  id bigint generated always as identity primary key,
  person_id bigint not null references people,
  kind text not null check (kind in ('email', 'phone', 'telegram')),
  value text not null,
  -- What two spellings of the same address have in common: lower case, digits of a phone.
  value_key text not null,
  verified_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  unique (kind, value_key)
);
create index contact_points_person on contact_points (person_id);

create table organization_members (
  organization_id bigint not null references organizations,
  person_id bigint not null references people,
  role text not null default 'member' check (role in ('member', 'manager')),
  primary key (organization_id, person_id)
);
create index organization_members_person on organization_members (person_id);

create table roles (
  id bigint generated always as identity primary key,
  key text not null unique,
  name jsonb not null,
  permissions text[] not null
);

create table person_roles (
  person_id bigint not null references people,
  role_id bigint not null references roles,
  primary key (person_id, role_id)
);
create index person_roles_role on person_roles (role_id);

create table teams (
  id bigint generated always as identity primary key,
  name text not null,
  created_at timestamptz(3) not null default now()
);
create unique index teams_name on teams (lower(name));

create table team_members (
  team_id bigint not null references teams,
  person_id bigint not null references people,
  primary key (team_id, person_id)
);
create index team_members_person on team_members (person_id);

-- Who can sign in. The login is an address of his own here: a contact point can be shared or unverified, a login cannot.
create table accounts (
  person_id bigint primary key references people,
  login text not null unique,
  password_hash text,
  password_changed_at timestamptz(3),
  created_at timestamptz(3) not null default now()
);

create table sessions (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  person_id bigint not null references people,
  ip text,
  user_agent text,
  created_at timestamptz(3) not null default now(),
  last_seen_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null
);
create index sessions_person on sessions (person_id);

create table api_tokens (
  id bigint generated always as identity primary key,
  name text not null,
  token_hash bytea not null unique,
  role_id bigint not null references roles,
  -- null: made by `listek token create` on the machine itself
  created_by bigint references people,
  created_at timestamptz(3) not null default now(),
  last_used_at timestamptz(3),
  expires_at timestamptz(3),
  revoked_at timestamptz(3)
);

-- Links that work once: the first administrator, a forgotten password. Only the hash is kept.
create table one_time_links (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('setup', 'reset')),
  person_id bigint references people,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create index one_time_links_person on one_time_links (person_id);

-- Failed sign-ins by account and by address, counted over a day (ASVS 6.3.1).
create table sign_in_failures (
  id bigint generated always as identity primary key,
  login text not null,
  ip text not null,
  at timestamptz(3) not null default now()
);
create index sign_in_failures_login on sign_in_failures (login, at);
create index sign_in_failures_ip on sign_in_failures (ip, at);
create index sign_in_failures_age on sign_in_failures (at);
