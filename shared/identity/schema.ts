import { type Static, Type } from "typebox";
import { Closed, Email, Id, Instant, LanguageSchema, Nullable, oneOf, Some, Words } from "../base/schema.ts";
import { permissions } from "./permissions.ts";
import { Preferences, UpdatePreferences } from "./preferences.ts";

/** At least 8 characters, no rules of composition (ASVS 6.2.1, 6.2.5); common ones are refused by the server. */
export const Password = Type.String({ minLength: 8, maxLength: 256 });

/** Who am I: answer of GET /session. */
export const Session = Closed({
  person: Closed({
    id: Id,
    name: Type.String(),
    email: Nullable(Type.String()),
    language: LanguageSchema,
    timeZone: Type.String(),
  }),
  permissions: Type.Array(oneOf(permissions)),
  desk: Closed({ name: Type.String(), version: Type.String() }),
  preferences: Preferences,
});
export type Session = Static<typeof Session>;

export const SignIn = Closed({ email: Email, password: Type.String({ minLength: 1, maxLength: 256 }) });
export const ResetRequest = Closed({ email: Email });
export const ResetPassword = Closed({ token: Type.String({ minLength: 20, maxLength: 200 }), password: Password });
export const ChangePassword = Closed({ current: Type.String({ minLength: 1, maxLength: 256 }), password: Password });
export const UpdateProfile = Some({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  language: LanguageSchema,
  timeZone: Type.String({ maxLength: 64 }),
  preferences: UpdatePreferences,
});

/** GET /setup: is there an administrator yet. POST /setup creates him with the one-time token that `npm start` prints. */
export const SetupState = Closed({ needed: Type.Boolean(), deskName: Type.String(), address: Type.String() });
export type SetupState = Static<typeof SetupState>;
export const Setup = Closed({
  token: Type.String({ minLength: 20, maxLength: 200 }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  email: Email,
  password: Password,
  deskName: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  language: LanguageSchema,
  timeZone: Type.String({ minLength: 1, maxLength: 64 }),
});
export type Setup = Static<typeof Setup>;

export const Role = Closed({
  id: Id,
  key: Type.String(),
  name: Words,
  permissions: Type.Array(oneOf(permissions)),
  /** Came with the desk: it keeps its key and its name. */
  builtIn: Type.Boolean(),
  /** Who has it now. */
  people: Type.Integer(),
  tokens: Type.Integer(),
});
export type Role = Static<typeof Role>;

export const Token = Closed({
  id: Id,
  name: Type.String(),
  role: Type.String(),
  createdAt: Instant,
  lastUsedAt: Nullable(Instant),
  expiresAt: Nullable(Instant),
});
export type Token = Static<typeof Token>;
/** The secret is shown once, in the answer to its creation. */
export const NewToken = Closed({ ...Token.properties, token: Type.String() });
export const CreateToken = Closed({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  role: Type.String({ minLength: 1, maxLength: 50 }),
  expiresAt: Type.Optional(Instant),
});

/** One of my sign-ins (GET /sessions); `current` is the one that asks. */
export const SignedIn = Closed({
  id: Id,
  createdAt: Instant,
  lastSeenAt: Instant,
  ip: Nullable(Type.String()),
  userAgent: Nullable(Type.String()),
  current: Type.Boolean(),
});
