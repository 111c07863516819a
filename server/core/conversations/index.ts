// The door: what others may call.
export { type AddMessage, addMessage, insertUnplaced, queueMessage, type TicketPlace } from "./add-message.ts";
export {
  asAttachment,
  forgetOldUploads,
  type KeptFile,
  keepFiles,
  safeFileName,
  safeFileType,
  takeUploads,
} from "./attachments.ts";
export { type Bounced, type BounceToken, bounceAddress, findBounced, readBounceAddress } from "./bounce-token.ts";
export { callBackScheduled } from "./call-back.ts";
export { claimAutomaticMail, releaseAutomaticMail } from "./claim-automatic-mail.ts";
export {
  type ClaimedDelivery,
  claimDeliveries,
  domainOf,
  forgetSlowDomains,
  letDeliveriesWait,
  noteTaken,
  type Pace,
  slowDown,
} from "./claim-deliveries.ts";
export { composeReply, newMessageId, type Talk } from "./compose-reply.ts";
export { aboutMessage } from "./deliveries.ts";
export { findReported, type ReportedMessage, reportDelivery } from "./delivery-reports.ts";
export {
  type DraftContent,
  moveDrafts,
  type Place,
  putBackDraft,
  removeSentDraft,
} from "./drafts/store.ts";
export { finishConversation, reopenConversation } from "./finish-conversation.ts";
export { leaveTalk } from "./leave-talk.ts";
export { wroteSince } from "./leavers.ts";
export { type ConversationRow, lockConversation } from "./lock-conversation.ts";
export { renderNote } from "./mentions.ts";
export { type HashedAttachment, type HashedMessage, messageHash } from "./message-hash.ts";
export { getMessage, listTicketMessages, type MessageQuery, visibleMessage } from "./message-list.ts";
export { othersIn } from "./others.ts";
export { decideCrypto, encryptionOf } from "./outgoing-crypto.ts";
export { recipientsOf } from "./recipients.ts";
export { type RenderedMessage, renderMessage } from "./render-message.ts";
export {
  agentAddress,
  type Purpose,
  type Recipient,
  type ReplyToken,
  readReplyAddress,
  readSupplierAddress,
  replyAddress,
  supplierAddress,
} from "./reply-token.ts";
export {
  nameWithAgent,
  requireSendable,
  sendAs,
  senderAddressOf,
  senderIn,
  shownAs,
} from "./send-as.ts";
export {
  forgetOldAutomaticMails,
  insertAutomaticMail,
  insertConversation,
  insertMailConversation,
  insertParticipants,
  type MessageAttachment,
  moveConversations,
  moveDelivery,
  type NewMessage,
  setTrust,
  setUnanswered,
} from "./store.ts";
export { type SupplierTalk, supplierTalk } from "./supplier-talk.ts";
export { type Refusal, readUnsubscribe, unsubscribeLink } from "./unsubscribe-link.ts";
export { checkMessages, findUnvouchedMessage } from "./verify-messages.ts";
export {
  conversationsVisibleTo,
  heardBy,
  messagesVisibleTo,
  type Teams,
  teamsOfConversation,
  teamsOfTicket,
  ticketsVisibleTo,
} from "./visible.ts";
