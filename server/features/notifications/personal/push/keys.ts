// The desk's own pair of keys: browsers take push from who holds its secret half (RFC 8292). Made once; it stays here.
import webpush from "web-push";
import type { Db } from "../../../../platform/db.ts";
import { keepOnce } from "../../../../platform/settings.ts";

export interface PushKeys {
  publicKey: string;
  privateKey: string;
}

export const pushKeys = (db: Db): Promise<PushKeys> => keepOnce(db, "push", () => webpush.generateVAPIDKeys());
