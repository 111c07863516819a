// What stands on the pages, loaded as one: what only they need stays out of the first load of the desk.
export { Appearance } from "./appearance.tsx";
export { Encryption } from "./encryption.tsx";
export { Fields } from "./fields.tsx";
export { General } from "./general.tsx";
export { History } from "./history.tsx";
export { Keys } from "./keys.tsx";
export { Mail } from "./mail.tsx";
export { Notices } from "./notifications.tsx";
export { People } from "./people.tsx";
export { Profile } from "./profile.tsx";
export { QueuesAndTeams } from "./queues.tsx";
export { Replies } from "./replies.tsx";
export { Roles } from "./roles.tsx";
export { SignIns } from "./sign-ins.tsx";
export { States } from "./states.tsx";
export { Templates } from "./templates.tsx";
export { Tokens } from "./tokens.tsx";
