// English: what happens in an office.
import { agent, customer, note, type Scenario, thanks } from "../scenario.ts";

export const scenarios: readonly Scenario[] = [
  {
    key: "en-printer",
    queue: "servicedesk",
    type: "incident",
    impact: "low",
    urgency: "medium",
    tags: ["printer"],
    variables: [
      { printer: "Canon in reception", host: "prn-br-01", serial: "QKX04417", location: "Bristol, reception" },
      {
        printer: "Lexmark on the second floor",
        host: "prn-br-04",
        serial: "451444HH0C2",
        location: "Bristol, 2nd floor",
      },
      { printer: "label printer in dispatch", host: "prn-rt-02", serial: "D3N201804", location: "Rotterdam, dispatch" },
    ],
    subjects: ["The {printer} prints blank pages", "Printer trouble: {printer}"],
    talk: [
      customer([
        "The {printer} has started to print blank pages. The toner was changed on Monday. We have tried switching it off and on.",
        "Nothing comes out of the {printer} any more, every job sits in the queue with the status error. Can somebody have a look before the afternoon run?",
      ]),
      agent(
        "Thanks for letting us know. Could you take the new toner out and check whether the orange seal strip is still on it?",
        "waiting-customer",
      ),
      customer("Well, that is embarrassing. The strip is off now, but it still refuses to print and shows 10.10."),
      note("Error 10.10 is the chip contact. {host} is on our list of spare parts, taking one along tomorrow."),
      agent(
        "The code means that the printer does not recognise the cartridge. We have replaced it and cleaned the contacts this morning; the test page and three queued jobs came out fine.",
        "solved",
      ),
      thanks(["Works now, thank you!", "Perfect, thanks a lot."]),
    ],
  },
  {
    key: "en-shared-mailbox",
    queue: "servicedesk",
    type: "request",
    impact: "low",
    urgency: "low",
    tags: ["mail", "access"],
    variables: [
      { box: "orders@harbourvale.example", who: "Emma" },
      { box: "claims@harbourvale.example", who: "Daniel" },
      { box: "hr@harbourvale.example", who: "Priya" },
    ],
    subjects: ["Access to {box} for {who}", "{who} needs the mailbox {box}"],
    talk: [
      customer("Could you please give {who} access to {box}, including the right to send from that address?"),
      agent(
        "Happy to. Claire has to approve access to shared mailboxes; I have sent her a short note.",
        "waiting-customer",
      ),
      customer("Claire says yes, she has just replied to you."),
      agent(
        "Done. The mailbox will show up in Outlook by itself within the hour. To send from it, choose it in the From field.",
        "solved",
      ),
      thanks("It is there. Thanks!"),
    ],
  },
  {
    key: "en-new-starter",
    queue: "servicedesk",
    type: "request",
    impact: "low",
    urgency: "medium",
    tags: ["new-starter"],
    variables: [
      { who: "Hannah Price", role: "account manager", pc: "HV-L-072", serial: "C02HV0721", location: "Bristol" },
      { who: "Joost de Wit", role: "warehouse planner", pc: "HV-L-075", serial: "C02HV0754", location: "Rotterdam" },
      { who: "Amelia Grant", role: "paralegal", pc: "HV-L-079", serial: "C02HV0791", location: "Bristol" },
    ],
    subjects: ["New starter: {who}", "{who} joins us on the first ({role})"],
    talk: [
      customer(
        "{who} joins us on the first of next month as {role}. We need an account, a mailbox, a laptop and a headset. The list of our spare laptops is attached.",
        "list",
      ),
      agent("Lovely, I will take {pc} from the list. Which colleague's permissions should I copy?", "waiting-customer"),
      customer("Please copy mine, without the finance folder."),
      note("Licences: two left after this one. Tell Claire in the monthly review."),
      agent(
        "All set: {pc} is at reception in a bag with the name on it, the headset is inside. The first-day letter with the temporary password goes to your manager in a sealed envelope.",
        "solved",
      ),
      thanks(["Wonderful service, thank you.", "All working, thanks."]),
    ],
  },
  {
    key: "en-password",
    queue: "servicedesk",
    type: "request",
    impact: "low",
    urgency: "high",
    tags: ["password", "mfa"],
    variables: [
      { why: "I have a new phone" },
      { why: "my phone fell into the harbour" },
      { why: "the authenticator app was reset" },
    ],
    subjects: ["Locked out of my account", "Cannot sign in, {why}"],
    talk: [
      customer("I cannot sign in: {why} and the codes do not work any more. I have a client call at noon."),
      agent(
        "Let us get you in. I will ring you on the number in our records to make sure that it is you, then reset the second factor.",
        "waiting-customer",
      ),
      customer("I am at my desk, go ahead."),
      note("Identity confirmed by call-back and employee number."),
      agent(
        "Second factor reset and a new one enrolled while we were on the phone. Please print the recovery codes and keep them at home.",
        "solved",
      ),
      thanks(["You saved my day.", "Thank you so much!"]),
    ],
  },
  {
    key: "en-invoice",
    queue: "billing",
    type: "question",
    impact: "low",
    urgency: "low",
    tags: ["invoice"],
    variables: [{ month: "September" }, { month: "October" }, { month: "August" }],
    subjects: ["Question about the {month} invoice", "{month} invoice: purchase order missing"],
    talk: [
      customer(
        "The {month} invoice does not show our purchase order number, and accounts payable rejects it without one. Could you send a corrected copy? The PO is HV-2217.",
        "invoice",
      ),
      agent(
        "Apologies for that. The corrected invoice with HV-2217 is attached, the due date has moved by a week.",
        "solved",
        "invoice",
      ),
      thanks("Received and approved, thank you."),
    ],
  },
  {
    key: "en-phishing",
    queue: "servicedesk",
    type: "incident",
    impact: "medium",
    urgency: "high",
    tags: ["security"],
    variables: [
      { lure: "a voicemail with an HTML attachment" },
      { lure: 'a gift card request from "Claire"' },
      { lure: "a shared invoice I did not expect" },
    ],
    subjects: ["Is this phishing? {lure}", "Suspicious mail"],
    talk: [
      customer(
        "I have received {lure}. Screenshot attached, I have not clicked anything. Is it genuine?",
        "screenshot",
      ),
      agent(
        "Well spotted, it is not. I have removed it from the eleven mailboxes that received it and blocked the sender. Nobody opened the link. No further action is needed.",
        "solved",
      ),
      customer("One more thing: Marek says he did open it on his phone yesterday evening. Does that matter?"),
      agent(
        "Thank you for asking around. Marek's sessions have been ended and his password changed; his phone shows nothing unusual. We will watch the account for two weeks.",
        "solved",
      ),
      thanks("Great, thank you."),
    ],
  },
  {
    key: "en-software",
    queue: "servicedesk",
    type: "request",
    impact: "low",
    urgency: "low",
    tags: ["software"],
    variables: [
      { app: "Adobe Acrobat", cost: "16 GBP a month" },
      { app: "Visio", cost: "12 GBP a month" },
      { app: "AutoCAD LT", cost: "380 GBP a year" },
    ],
    subjects: ["Please install {app}", "{app} licence"],
    talk: [
      customer("I need {app} for the tender documents. Could you install it on my laptop?"),
      agent(
        "Of course. It costs {cost}; above the monthly limit Claire has to agree. May I ask her?",
        "waiting-customer",
      ),
      customer("Please do, she knows about it."),
      note("Claire approved by reply. Assign the licence to the user, not to the machine."),
      agent(
        "{app} is installed and licensed to you. It starts from the Start menu; sign in with your work address when asked.",
        "solved",
      ),
      thanks("All good, thanks."),
    ],
  },
];
