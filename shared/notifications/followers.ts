// Who follows a ticket: PUT and DELETE /tickets/{number}/follow, GET /tickets/{number}/followers; all answer with this.
import { type Static, Type } from "typebox";
import { Closed } from "../base/schema.ts";
import { PersonRef } from "../people/schema.ts";

export const Followers = Closed({
  /** Do I. */
  following: Type.Boolean(),
  people: Type.Array(PersonRef),
});
export type Followers = Static<typeof Followers>;
