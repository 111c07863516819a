import { SendingDomains } from "./sending-domains.tsx";
import { Smarthosts } from "./smarthosts.tsx";

/** How mail leaves: by which hosts, and what makes others believe that it is ours. */
export function Sending() {
  return (
    <>
      <Smarthosts />
      <SendingDomains />
    </>
  );
}
