// The door: what others may call.

export { answerByMail, noteByMail } from "./answer-by-mail.ts";
export { attachAutomaticMessage } from "./attach-message.ts";
export { changeField, createField, listFields, orderFields, removeField } from "./fields.ts";
export { getTicket } from "./get-ticket.ts";
export { findTicketNumber, searchTickets } from "./list/search-tickets.ts";
export { moveByDesk } from "./move-by-desk.ts";
export { notSolvedLink, readNotSolvedLink, type SolvedTicket, takeNotSolved, ticketOfLink } from "./not-solved.ts";
export { openTicket } from "./open-ticket.ts";
export { listQueues, queueSnapshot, removeQueue, requireQueue, saveQueue } from "./queues.ts";
export { type Received, type ReceiveMessage, receiveMessage } from "./receive-message.ts";
export { type ClosedAsSpam, closeAsSpam } from "./structure/close-as-spam.ts";
export { undoOperation } from "./structure/undo.ts";
export { lockToChange, visibleTicket } from "./visible-ticket.ts";
export { wakeTickets } from "./wake.ts";
export { orderStates } from "./workflow/order-states.ts";
export { removeState } from "./workflow/remove-state.ts";
export { changeState, createState } from "./workflow/save-state.ts";
export { listStates } from "./workflow.ts";
