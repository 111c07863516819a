-- Encrypted and signed mail (F87): keys of ours and of others, and what is known of each message.

create table crypto_keys (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('pgp', 'smime')),
  -- Lower case. Whose mail it is for; '' for an authority.
  address text not null,
  fingerprint text not null,
  name text not null,
  -- PGP: armored. S/MIME: the certificate as PEM, followed by those that vouch for it.
  public_key text not null,
  -- Ours: the private key, encrypted under the secret of this desk.
  private_key bytea,
  -- An authority: certificates that it signed are trusted.
  authority boolean not null default false,
  -- Mail can be encrypted for it.
  encrypts boolean not null default true,
  source text not null check (source in ('generated', 'uploaded', 'autocrypt', 'signed-mail', 'wkd')),
  made_at timestamptz(3),
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  -- Somebody has compared the fingerprint.
  checked_at timestamptz(3),
  checked_by bigint references people,
  added_at timestamptz(3) not null default now(),
  unique (kind, address, fingerprint)
);
create index crypto_keys_address on crypto_keys (address, kind);

-- Beside messages, which are never changed and may be many: only those that are encrypted or signed have a row.
create table message_crypto (
  message_id bigint primary key references messages,
  marks jsonb not null,
  -- What this one says was read later out of that one, when its key had come.
  original_id bigint references messages
);
create unique index message_crypto_original on message_crypto (original_id) where original_id is not null;
create trigger message_crypto_append_only before update or delete on message_crypto for each row execute function refuse_change();
create trigger message_crypto_no_truncate before truncate on message_crypto for each statement execute function refuse_change();
