// Who may what, on the wire: roles as they are edited, and the people who sign in.
import { type Static, Type } from "typebox";
import {
  Closed,
  Id,
  Instant,
  Key,
  LanguageSchema,
  Nullable,
  oneOf,
  PageQuery,
  SaveWords,
  Some,
} from "../base/schema.ts";
import { permissions } from "./permissions.ts";

const permissionList = Type.Array(oneOf(permissions), { maxItems: permissions.length, uniqueItems: true });

/** Without a key it gets one from its English name. */
export const CreateRole = Closed({ key: Type.Optional(Key), name: SaveWords, permissions: permissionList });
export type CreateRole = Static<typeof CreateRole>;
export const UpdateRole = Some({ name: SaveWords, permissions: permissionList });
export type UpdateRole = Static<typeof UpdateRole>;

/** Whoever has it gets this one instead. */
export const ReplaceRole = Closed({ replacement: Type.Optional(Key) });

/** How somebody gets in: `invited` has an open invitation, `none` neither a password nor an invitation. */
export const signInStates = ["ready", "invited", "none"] as const;

/** Somebody who signs in, or may soon. */
export const Access = Closed({
  id: Id,
  name: Type.String(),
  /** What he signs in with; null: he has no account. */
  login: Nullable(Type.String()),
  language: Nullable(LanguageSchema),
  active: Type.Boolean(),
  roles: Type.Array(Type.String()),
  teams: Type.Array(Closed({ id: Id, name: Type.String() })),
  signIn: oneOf(signInStates),
  lastSeenAt: Nullable(Instant),
});
export type Access = Static<typeof Access>;

/** Without `role`: everybody but those who are customers only. */
export const AccessQuery = Closed({
  ...PageQuery,
  q: Type.Optional(Type.String({ maxLength: 200 })),
  role: Type.Optional(Key),
});
export type AccessQuery = Static<typeof AccessQuery>;

export const UpdateAccess = Some({
  roles: Type.Array(Key, { maxItems: 20, uniqueItems: true }),
  active: Type.Boolean(),
});
export type UpdateAccess = Static<typeof UpdateAccess>;

/** The link works once, for a week; it is shown to nobody again. */
export const Invitation = Closed({
  link: Type.String(),
  expiresAt: Instant,
  /** What came of the mail that carries it. */
  mail: oneOf(["sent", "not-sent"]),
  /** Why it was not sent. */
  reason: Nullable(Type.String()),
});
export type Invitation = Static<typeof Invitation>;
