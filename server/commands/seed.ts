import { seedDemo } from "../../seeds/demo.ts";
import { seedLarge } from "../../seeds/large.ts";
import { withDesk } from "./open-desk.ts";
import { UsageError } from "./usage.ts";

export async function seed(which: string | undefined, tickets: string | undefined): Promise<number> {
  const say = (line: string) => console.log(line);
  if (which === "demo") {
    return withDesk(async ({ desk }) => {
      await seedDemo(desk.database, desk.files, say);
      return 0;
    });
  }
  if (which !== "large") throw new UsageError("say which: demo or large");
  const number = Number(tickets ?? "10000");
  if (!Number.isInteger(number) || number < 1 || number > 20_000_000)
    throw new UsageError("--tickets takes a whole number from 1 to 20000000");
  return withDesk(async ({ desk, databaseUrl }) => {
    await seedLarge(desk.database, { tickets: number, databaseUrl }, say);
    return 0;
  });
}
