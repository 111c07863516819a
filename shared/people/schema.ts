import { type Static, Type } from "typebox";
import { Closed, Email, Id, Instant, LanguageSchema, Nullable, oneOf } from "../base/schema.ts";

/** A person as named inside other things. `email` is null where the reader may not see personal data. */
export const PersonRef = Closed({ id: Id, name: Type.String(), email: Nullable(Type.String()) });
export type PersonRef = Static<typeof PersonRef>;

export const contactKinds = ["email", "phone", "telegram"] as const;
export const ContactPoint = Closed({
  id: Id,
  kind: oneOf(contactKinds),
  value: Type.String(),
  verified: Type.Boolean(),
  /** Why mail to it comes back; null when it takes mail. A mail from it clears this. */
  takesNoMail: Nullable(Type.String()),
  /** Its reader complained: the desk writes nothing there by itself. */
  noAutomaticMail: Type.Boolean(),
});

/** What the person's own signature says and his card does not. */
export const offerKinds = ["phone", "position"] as const;
export const ContactOffer = Closed({ id: Id, kind: oneOf(offerKinds), value: Type.String() });
export type ContactOffer = Static<typeof ContactOffer>;
export const offerAnswers = ["added", "dismissed"] as const;
/** null takes the answer back. */
export const AnswerOffer = Closed({ answer: Nullable(oneOf(offerAnswers)) });

export const OrganizationRef = Closed({ id: Id, name: Type.String() });
export const memberRoles = ["member", "manager"] as const;

export const Person = Closed({
  id: Id,
  name: Type.String(),
  email: Nullable(Type.String()),
  /** What he is where he works. */
  position: Nullable(Type.String()),
  language: Nullable(LanguageSchema),
  timeZone: Nullable(Type.String()),
  active: Type.Boolean(),
  roles: Type.Array(Type.String()),
  teams: Type.Array(Closed({ id: Id, name: Type.String() })),
  contactPoints: Type.Array(ContactPoint),
  offers: Type.Array(ContactOffer),
  organizations: Type.Array(Closed({ id: Id, name: Type.String(), role: oneOf(memberRoles) })),
  notes: Type.String(),
  openTickets: Type.Integer(),
  closedTickets: Type.Integer(),
  createdAt: Instant,
});
export type Person = Static<typeof Person>;

export const CreatePerson = Closed({
  name: Type.Optional(Type.String({ maxLength: 200 })),
  email: Type.Optional(Email),
  phone: Type.Optional(Type.String({ minLength: 3, maxLength: 40 })),
  language: Type.Optional(LanguageSchema),
  organization: Type.Optional(Id),
  roles: Type.Optional(Type.Array(Type.String({ maxLength: 50 }), { maxItems: 10 })),
});
export type CreatePerson = Static<typeof CreatePerson>;
export const UpdatePerson = Type.Partial(
  Closed({
    name: Type.String({ maxLength: 200 }),
    position: Nullable(Type.String({ maxLength: 200 })),
    language: Nullable(LanguageSchema),
    timeZone: Nullable(Type.String({ maxLength: 64 })),
    notes: Type.String({ maxLength: 10_000 }),
    active: Type.Boolean(),
    roles: Type.Array(Type.String({ maxLength: 50 }), { maxItems: 10 }),
    organizations: Type.Array(Closed({ id: Id, role: oneOf(memberRoles) }), { maxItems: 50 }),
  }),
);
export type UpdatePerson = Static<typeof UpdatePerson>;

export const Organization = Closed({
  id: Id,
  name: Type.String(),
  /** Mail from these domains makes the sender a member. Lower case. */
  domains: Type.Array(Type.String()),
  language: Nullable(LanguageSchema),
  notes: Type.String(),
  members: Type.Integer(),
  openTickets: Type.Integer(),
  createdAt: Instant,
});
export type Organization = Static<typeof Organization>;
export const CreateOrganization = Closed({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  domains: Type.Optional(
    Type.Array(
      Type.String({ pattern: "^[A-Za-z0-9\\u0080-\\uffff.-]+\\.[A-Za-z0-9\\u0080-\\uffff-]+$", maxLength: 253 }),
      { maxItems: 100 },
    ),
  ),
  language: Type.Optional(Nullable(LanguageSchema)),
  notes: Type.Optional(Type.String({ maxLength: 10_000 })),
});
export const UpdateOrganization = Type.Partial(CreateOrganization);
