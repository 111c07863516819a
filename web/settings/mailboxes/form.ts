// What the wizard fills in, and what of it goes where.
import type {
  DiscoveredMailbox,
  Mailbox,
  MailServer,
  SignInKind,
  TestMailbox,
  UpdateMailbox,
} from "../../../shared/mailboxes/schema.ts";

export interface MailboxForm {
  address: string;
  password: string;
  username: string;
  signIn: SignInKind;
  clientId: string;
  clientSecret: string;
  /** What the provider allowed; null: nothing yet. */
  grant: string | null;
  imap: MailServer;
  smtp: MailServer;
  ownSmtp: boolean;
  folders: string[];
  afterReading: Mailbox["afterReading"];
  moveTo: string | null;
  oldMail: Mailbox["oldMail"];
  oldDays: string;
  queue: string | null;
  subaddresses: boolean;
}

/** What each step of the wizard gets. */
export interface StepProps {
  form: MailboxForm;
  set(change: Partial<MailboxForm>): void;
  mailbox: Mailbox | null;
}

const noServer: MailServer = { host: "", port: 993, security: "tls" };
const noSmtp: MailServer = { host: "", port: 465, security: "tls" };

export const newForm: MailboxForm = {
  address: "",
  password: "",
  username: "",
  signIn: "password",
  clientId: "",
  clientSecret: "",
  grant: null,
  imap: noServer,
  smtp: noSmtp,
  ownSmtp: false,
  folders: ["INBOX"],
  afterReading: "seen",
  moveTo: null,
  oldMail: "none",
  oldDays: "7",
  queue: null,
  subaddresses: true,
};

export const formOf = (mailbox: Mailbox): MailboxForm => ({
  ...newForm,
  ...mailbox,
  smtp: mailbox.smtp ?? noSmtp,
  ownSmtp: mailbox.smtp !== null,
  oldDays: String(mailbox.oldDays ?? 7),
});

export const withFound = (form: MailboxForm, found: DiscoveredMailbox): MailboxForm => ({
  ...form,
  username: found.username,
  imap: found.imap,
  smtp: found.smtp ?? noSmtp,
  ownSmtp: found.found !== null && found.smtp !== null,
  // A password that is there already is what he wants to sign in by, where that is possible.
  signIn: form.password && found.signIns.includes("password") ? "password" : (found.signIns[0] ?? "password"),
});

/** Of what only a grant or a password proves. */
const credentials = (form: MailboxForm) => ({
  ...(form.signIn === "password" && form.password !== "" && { password: form.password }),
  ...(form.signIn !== "password" && form.grant !== null && { grant: form.grant }),
});

export const toTest = (form: MailboxForm, mailbox: Mailbox | null): TestMailbox => ({
  imap: form.imap,
  smtp: form.ownSmtp ? form.smtp : null,
  signIn: form.signIn,
  username: form.username,
  // Whether its folders are there is seen where they are chosen.
  folders: ["INBOX"],
  ...credentials(form),
  ...(mailbox && { mailbox: mailbox.id }),
});

export const toSave = (form: MailboxForm) =>
  ({
    address: form.address.trim(),
    imap: form.imap,
    smtp: form.ownSmtp ? form.smtp : null,
    signIn: form.signIn,
    username: form.username,
    folders: form.folders,
    afterReading: form.afterReading,
    moveTo: form.afterReading === "move" ? form.moveTo : null,
    oldMail: form.oldMail,
    oldDays: form.oldMail === "days" ? Number(form.oldDays) : null,
    queue: form.queue,
    subaddresses: form.subaddresses,
    ...credentials(form),
  }) satisfies UpdateMailbox;
