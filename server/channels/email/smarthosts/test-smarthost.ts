// Whether a smarthost would take our mail: connects, secures, signs in, and says what went wrong. Nothing is sent.
import nodemailer from "nodemailer";
import type { TestedHost } from "../../../../shared/sending/schema.ts";
import { hostProblem, reasonOf } from "../send/failures.ts";
import type { Smarthost } from "../send/smarthost.ts";
import { connectionTo } from "../send/transports.ts";

export async function testSmarthost(host: Smarthost): Promise<TestedHost> {
  const transport = nodemailer.createTransport({
    ...connectionTo(host),
    connectionTimeout: 5000,
    greetingTimeout: 5000,
  });
  try {
    await transport.verify();
    return { problem: null, answer: "" };
  } catch (error) {
    return { problem: hostProblem(error) ?? "broken", answer: reasonOf(error) };
  } finally {
    transport.close();
  }
}
