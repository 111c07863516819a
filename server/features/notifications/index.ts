// The door: what others may call.

export { sendAutomaticMail, type Template } from "./automatic-mail.ts";
export { claimForStranger } from "./claim-for-stranger.ts";
