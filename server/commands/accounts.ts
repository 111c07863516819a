// `listek token create` and `listek admin create`: what somebody at the machine itself may do.
import { systemActor } from "../../shared/identity/permissions.ts";
import { createLink, createToken } from "../core/identity/index.ts";
import { createAdministrator } from "../core/people/index.ts";
import { withDesk } from "./open-desk.ts";
import { UsageError } from "./usage.ts";

export async function tokenCreate(name: string | undefined, role: string | undefined): Promise<number> {
  if (!name || !role) throw new UsageError("give --name and --role (administrator, supervisor, agent, customer)");
  return withDesk(async ({ desk }) => {
    const { token } = await desk.database.transact((trx) => createToken(trx, systemActor, { name, role }));
    console.log(token);
    return 0;
  });
}

export async function adminCreate(email: string | undefined): Promise<number> {
  if (!email || !/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageError("give --email ADDRESS");
  return withDesk(async ({ desk }) => {
    const secret = await desk.database.transact(async (trx) =>
      createLink(trx, "reset", await createAdministrator(trx, { email })),
    );
    console.log(`${email} is an administrator. Set the password with this link, which works once, within two hours:`);
    console.log(`${desk.config.url}/desk/reset?token=${secret}`);
    return 0;
  });
}
