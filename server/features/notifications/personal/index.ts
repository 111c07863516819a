// The door: what others may call.
export { leaveDue, leaveFor } from "./leave.ts";
export { byMail, type Post } from "./mail.ts";
export { byPush } from "./push/by-push.ts";
export { mayTell } from "./recipients.ts";
export { forgetOldNotifications } from "./store.ts";
export { tellAgents } from "./tell-agents.ts";
