import { post } from "../lib/api.ts";

/** Takes a message back that has not left yet. */
export const callBack = (message: string) => post(`/messages/${message}/cancel`);
export const retrySending = (message: string) => post(`/messages/${message}/retry`);
