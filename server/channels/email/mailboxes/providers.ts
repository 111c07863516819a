// The servers of large providers, as they say themselves, and what a password is there. Others are looked up (discover.ts).
import type { DiscoveredMailbox, MailServer } from "../../../../shared/mailboxes/schema.ts";

export interface KnownProvider {
  name: string;
  /** Domains of addresses, and ends of the names of mail exchangers. */
  domains: string[];
  exchangers: string[];
  imap: MailServer;
  smtp: MailServer;
  signIns: DiscoveredMailbox["signIns"];
  appPassword: boolean;
}

const tls = (host: string, port: number): MailServer => ({ host, port, security: "tls" });
const starttls = (host: string): MailServer => ({ host, port: 587, security: "starttls" });

export const knownProviders: KnownProvider[] = [
  {
    name: "Gmail",
    domains: ["gmail.com", "googlemail.com"],
    exchangers: ["google.com", "googlemail.com"],
    imap: tls("imap.gmail.com", 993),
    smtp: tls("smtp.gmail.com", 465),
    signIns: ["google", "password"],
    appPassword: true,
  },
  {
    name: "Microsoft 365",
    domains: ["outlook.com", "hotmail.com", "live.com", "msn.com", "outlook.cz"],
    exchangers: ["protection.outlook.com", "olc.protection.outlook.com", "mx.microsoft"],
    imap: tls("outlook.office365.com", 993),
    smtp: starttls("smtp.office365.com"),
    // Passwords are refused there since 2022.
    signIns: ["microsoft"],
    appPassword: false,
  },
  {
    name: "Seznam",
    domains: ["seznam.cz", "email.cz", "post.cz", "spoluzaci.cz", "stream.cz", "firmy.cz"],
    exchangers: ["seznam.cz"],
    imap: tls("imap.seznam.cz", 993),
    smtp: tls("smtp.seznam.cz", 465),
    signIns: ["password"],
    appPassword: false,
  },
  {
    name: "Yandex",
    domains: ["yandex.ru", "yandex.com", "ya.ru", "yandex.by", "yandex.kz"],
    exchangers: ["yandex.ru", "yandex.net"],
    imap: tls("imap.yandex.com", 993),
    smtp: tls("smtp.yandex.com", 465),
    signIns: ["password"],
    appPassword: true,
  },
  {
    name: "Mail.ru",
    domains: ["mail.ru", "bk.ru", "inbox.ru", "list.ru", "internet.ru"],
    exchangers: ["mail.ru"],
    imap: tls("imap.mail.ru", 993),
    smtp: tls("smtp.mail.ru", 465),
    signIns: ["password"],
    appPassword: true,
  },
  {
    name: "iCloud",
    domains: ["icloud.com", "me.com", "mac.com"],
    exchangers: ["icloud.com"],
    imap: tls("imap.mail.me.com", 993),
    smtp: starttls("smtp.mail.me.com"),
    signIns: ["password"],
    appPassword: true,
  },
  {
    name: "Zoho",
    domains: ["zoho.com", "zohomail.com"],
    exchangers: ["zoho.com"],
    imap: tls("imap.zoho.com", 993),
    smtp: tls("smtp.zoho.com", 465),
    signIns: ["password"],
    appPassword: true,
  },
  {
    name: "Zoho (EU)",
    domains: ["zoho.eu", "zohomail.eu"],
    exchangers: ["zoho.eu"],
    imap: tls("imap.zoho.eu", 993),
    smtp: tls("smtp.zoho.eu", 465),
    signIns: ["password"],
    appPassword: true,
  },
  {
    name: "Fastmail",
    domains: ["fastmail.com", "fastmail.fm"],
    exchangers: ["messagingengine.com"],
    imap: tls("imap.fastmail.com", 993),
    smtp: tls("smtp.fastmail.com", 465),
    signIns: ["password"],
    appPassword: true,
  },
];

export const providerOfDomain = (domain: string): KnownProvider | undefined =>
  knownProviders.find(({ domains }) => domains.includes(domain));

export const providerOfExchanger = (name: string): KnownProvider | undefined =>
  knownProviders.find(({ exchangers }) =>
    exchangers.some((end) => name.toLowerCase() === end || name.toLowerCase().endsWith(`.${end}`)),
  );
