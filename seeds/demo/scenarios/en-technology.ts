// English: networks, servers, machines.
import { agent, customer, note, type Scenario, thanks } from "../scenario.ts";

export const scenarios: readonly Scenario[] = [
  {
    key: "en-vpn",
    queue: "networks",
    type: "incident",
    impact: "low",
    urgency: "high",
    tags: ["vpn"],
    variables: [{ place: "a hotel in Lisbon" }, { place: "home" }, { place: "the train" }],
    subjects: ["VPN drops every few minutes from {place}", "VPN unusable from {place}"],
    talk: [
      customer(
        "The VPN connects from {place} but drops every three or four minutes. Everything else on the internet works.",
        "screenshot",
      ),
      agent(
        "That sounds like the packet size. I have sent a new profile to your laptop; please reconnect and tell me whether it holds for ten minutes.",
        "waiting-customer",
      ),
      customer("It held for about six minutes this time. Better, but not good."),
      note("MTU 1400 was not enough on that link. Pushing 1280 and keepalive 15."),
      agent(
        "I have lowered the packet size once more and added a keep-alive. From our side your session has now been up for forty minutes.",
        "solved",
      ),
      thanks(["Rock solid now, thanks!", "No drops since. Thank you."]),
    ],
  },
  {
    key: "en-backup",
    queue: "hosting",
    type: "question",
    impact: "medium",
    urgency: "medium",
    tags: ["backup", "restore"],
    variables: [{ folder: "Contracts 2025" }, { folder: "Marketing/Brand" }, { folder: "Claims/Closed" }],
    subjects: ["Restore the folder {folder}", "Deleted by mistake: {folder}"],
    talk: [
      customer(
        "Somebody has moved or deleted the folder {folder} on the shared drive. It was there on Tuesday afternoon. Can you bring it back?",
      ),
      agent(
        "I can restore the state of Tuesday, 18:00, into a folder beside the old place, so that nothing newer is overwritten. Is that all right?",
        "waiting-customer",
      ),
      customer("Yes please."),
      agent(
        'Restored as "{folder} (restored)", 1,284 files. Please check it and tell us if anything is missing.',
        "solved",
      ),
      thanks("Everything is there. Phew!"),
    ],
  },
  {
    key: "en-disk",
    queue: "hosting",
    type: "incident",
    impact: "high",
    urgency: "high",
    tags: ["server", "disk"],
    variables: [
      { server: "hv-app-02", part: "/var" },
      { server: "hv-db-01", part: "/data" },
    ],
    subjects: ["{server} is out of disk space", "Order portal down ({server})"],
    talk: [
      customer(
        "The order portal shows an error page to everybody. Your monitoring mail says that {part} on {server} is full.",
      ),
      agent("On it. I am freeing space right now, the portal should be back within ten minutes.", "open"),
      note("Debug logging left on after last week's release, 60 GB in three days. Rotated and compressed."),
      agent(
        "The portal is back. {part} on {server} was filled by log files; debug logging is off again, old logs are compressed and the alarm now comes at 80 %.",
        "solved",
      ),
      customer("It is slow again since this morning, the same page takes half a minute. Related?"),
      agent(
        "Related, yes: the cleaning job ran in office hours. It runs at night from now on and the page loads in under a second.",
        "solved",
      ),
      thanks("Confirmed, thanks for the quick fix."),
    ],
  },
  {
    key: "en-domain",
    queue: "hosting",
    type: "request",
    impact: "medium",
    urgency: "medium",
    tags: ["domain", "certificate"],
    variables: [{ name: "portal.harbourvale.example" }, { name: "careers.harbourvale.example" }],
    subjects: ["Certificate warning on {name}", "{name}: certificate expires soon"],
    talk: [
      customer(
        "Visitors of {name} see a certificate warning since this morning. Please fix it quickly, we have a campaign running.",
      ),
      agent(
        "The automatic renewal failed because the DNS check was blocked. I have asked your DNS provider to allow it and am watching for their answer.",
        "waiting-third-party",
      ),
      note("Provider ticket 88121. If they do not answer by three, switch to the HTTP challenge."),
      agent(
        "The certificate is renewed and valid for ninety days. Renewal now uses another check that does not depend on the provider.",
        "solved",
      ),
      thanks("No more warnings, thank you."),
    ],
  },
  {
    key: "en-warranty",
    queue: "field",
    type: "incident",
    impact: "low",
    urgency: "medium",
    tags: ["warranty", "hardware"],
    variables: [
      { model: "Dell Latitude 7440", fault: "hinge is broken", serial: "9GK4LT3", location: "Bristol, sales" },
      { model: "Surface Laptop 5", fault: "touchpad clicks by itself", serial: "013562724157", location: "Rotterdam" },
      { model: "HP E27 monitor", fault: "screen has a pink line", serial: "CNK2411Q7R", location: "Bristol, finance" },
    ],
    subjects: ["{model}: the {fault}", "Warranty repair of a {model}"],
    talk: [
      customer("The {fault} on my {model} (serial number {serial}). Is it still under warranty?"),
      agent(
        "It is, until June. The manufacturer's engineer comes to your office; which days suit you this week?",
        "waiting-customer",
      ),
      customer("Thursday or Friday, any time before four."),
      agent(
        "Booked for Friday morning. You will get a text message from the engineer an hour before.",
        "waiting-third-party",
      ),
      note("Engineer rang: part arrives Friday 08:00, visit confirmed."),
      agent(
        "The engineer has replaced the part and we have tested it together. The delivery note is attached for your records.",
        "solved",
        "delivery-note",
      ),
      thanks(["Good as new. Thanks!", "Many thanks for arranging it."]),
    ],
  },
  {
    key: "en-meeting-room",
    queue: "field",
    type: "incident",
    impact: "medium",
    urgency: "medium",
    tags: ["meeting-room", "video"],
    variables: [
      { room: "Avon", location: "Bristol, 1st floor" },
      { room: "Maas", location: "Rotterdam, ground floor" },
    ],
    subjects: ["No sound in meeting room {room}", "Video in room {room} keeps freezing"],
    talk: [
      customer(
        "People on the other side cannot hear us in meeting room {room}. The camera works. We have a board meeting there on Wednesday.",
      ),
      agent(
        "I have restarted the room system from here and the microphone is visible again. Could you run a short test call?",
        "waiting-customer",
      ),
      customer("They hear us, but with a terrible echo."),
      note("Ceiling microphone firmware is two years old. Needs a visit to update by USB."),
      agent(
        "We have updated the microphone on site and calibrated the room. The test call with your Rotterdam office was clear in both directions.",
        "solved",
      ),
      thanks("The board was happy. Thank you!"),
    ],
  },
  {
    key: "en-phone",
    queue: "networks",
    type: "request",
    impact: "low",
    urgency: "medium",
    tags: ["telephony"],
    variables: [
      { number: "0117 496 0140", who: "the claims team" },
      { number: "0117 496 0155", who: "the sales team" },
    ],
    subjects: ["Forward {number} over the holidays", "Phone forwarding for {who}"],
    talk: [
      customer(
        "Please forward {number} to the mobile of whoever is on duty in {who} from the 23rd, and back again on the 2nd.",
      ),
      agent(
        "No problem. Could you send me the duty roster, so that I can enter the changes ahead?",
        "waiting-customer",
      ),
      customer("James takes the first three days, Sofia the rest."),
      agent(
        "The forwarding is entered with all changes and goes back to the desk phones on the 2nd at 08:00. I have tested both mobiles.",
        "solved",
      ),
      thanks("Brilliant, thanks."),
    ],
  },
];
