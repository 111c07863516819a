// What of a message the history vouches for: its event carries this hash, so a text changed behind the desk's back shows.
import { createHash } from "node:crypto";
import { canonicalJson } from "../../platform/events.ts";

export interface HashedMessage {
  conversation_id: string;
  kind: string;
  channel: string;
  author_id: string | null;
  author_name: string;
  at: Date;
  subject: string | null;
  text: string;
  quoted: string;
  html: string | null;
  from_address: string | null;
  to_addresses: string[];
  cc_addresses: string[];
  message_id_header: string | null;
  automatic: boolean;
}

export interface HashedAttachment {
  file: Buffer;
  name: string;
  type: string;
}

export function messageHash(message: HashedMessage, attachments: HashedAttachment[]): Buffer {
  const said = [
    message.conversation_id,
    message.kind,
    message.channel,
    message.author_id,
    message.author_name,
    message.at.toISOString(),
    message.subject,
    message.text,
    message.quoted,
    message.html,
    message.from_address,
    message.to_addresses,
    message.cc_addresses,
    message.message_id_header,
    message.automatic,
    attachments.map(({ file, name, type }) => [file.toString("hex"), name, type]),
  ];
  return createHash("sha256").update(canonicalJson(said)).digest();
}
