// Gives one mail to the first smarthost that takes it. What a host answers is told apart: 4xx and a broken connection mean
// "later", 5xx means "no"; a host that cannot be reached, or does not let us in, leaves it to the next one.
import type { Doubt } from "../../../platform/in-doubt.ts";
import type { ComposedMail } from "../compose/outgoing-mail.ts";
import { codeOf, hostProblem, reasonOf } from "./failures.ts";
import { hostsFor, nameOf, type Smarthost } from "./smarthost.ts";
import type { GivenMail, Transports } from "./transports.ts";

/** What became of one transmission. `left`: those who did not get it; `busy`: of them, whose side asked for patience. */
export interface Transmitted {
  reply: string;
  left: string[];
  later: boolean;
  busy: string[];
  /** No host could be reached: what follows need not be tried now. */
  unreachable: boolean;
}

/** How long a host that could not be reached is tried last. */
const restMs = 30_000;

export interface Transmitter {
  transmit(hosts: readonly Smarthost[], from: string, mail: ComposedMail, doubt?: Doubt): Promise<Transmitted>;
}

export function createTransmitter(transports: Transports, now: () => number = Date.now): Transmitter {
  const resting = new Map<string, number>();
  const rests = (host: Smarthost): boolean => (resting.get(nameOf(host)) ?? 0) > now();

  async function transmit(
    hosts: readonly Smarthost[],
    from: string,
    { envelope, raw }: ComposedMail,
    doubt: Doubt | null = null,
  ) {
    const all = hostsFor(hosts, from);
    const order = [...all.filter((host) => !rests(host)), ...all.filter(rests)];
    const reasons: string[] = [];
    let refused = false;
    for (const host of order) {
      try {
        const sender = host.plainSender ? from : envelope.from;
        const mail: GivenMail = { envelope: { ...envelope, from: sender }, raw, doubt };
        const info = await transports.of(host).sendMail(mail);
        resting.delete(nameOf(host));
        const left = (info.rejected ?? []).map(String);
        return answered(String(info.response ?? ""), left, (info.rejectedErrors ?? []) as Error[]);
      } catch (error) {
        const problem = hostProblem(error);
        if (problem === null) return refusedBy(envelope.to, error);
        if (problem === "sender") refused = codeOf(error) >= 500;
        else resting.set(nameOf(host), now() + restMs);
        reasons.push(all.length > 1 ? `${nameOf(host)}: ${reasonOf(error)}` : reasonOf(error));
      }
    }
    const reply = reasons.join("; ").slice(0, 500) || `No smarthost carries mail from ${from}.`;
    // The only one there is does not take mail from this address, and will not later.
    const later = !(refused && reasons.length === 1);
    return { reply, left: envelope.to, later, busy: [], unreachable: later };
  }
  return { transmit };
}

/** Some took it, some perhaps did not. */
function answered(reply: string, left: string[], errors: Error[]): Transmitted {
  if (left.length === 0) return { reply: reply.slice(0, 500), left, later: false, busy: [], unreachable: false };
  const busy = left.filter((_, at) => codeOf(errors[at]) < 500);
  return { reply: reasonOf(errors[0]), left, later: busy.length > 0, busy, unreachable: false };
}

function refusedBy(to: string[], error: unknown): Transmitted {
  const code = codeOf(error);
  const later = !(code >= 500 && code < 600);
  return { reply: reasonOf(error), left: to, later, busy: later && code >= 400 ? to : [], unreachable: false };
}
