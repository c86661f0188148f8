import type { ContactChannel, ContactDirection, ContactOutcome } from "@/lib/platform/generated/enums";
import type { StaffText } from "../note-writer";

/** When in a case a contact takes place. */
export type ContactStage = "acknowledge" | "work" | "waiting" | "answer" | "end";

export type ContactText = Omit<StaffText, "ending" | "body"> & {
  stage: ContactStage;
  direction: ContactDirection;
  channel: ContactChannel;
  outcome: ContactOutcome;
  /** Null where there was nobody to say anything to. */
  body: string | null;
};

const UNHAPPY = ["concern", "complaint", "grievance"] as const;
const FORMAL = ["complaint", "grievance"] as const;
const ASKS = ["inquiry", "suggestion"] as const;
const talked = { direction: "outgoing", channel: "phone", outcome: "reached" } as const;
const rangUs = { direction: "incoming", channel: "phone", outcome: "reached" } as const;
const voicemail = { direction: "outgoing", channel: "phone", outcome: "left_message" } as const;
const unanswered = { direction: "outgoing", channel: "phone", outcome: "no_answer" } as const;
const met = { direction: "outgoing", channel: "in_person", outcome: "reached" } as const;
const wrote = { direction: "outgoing", channel: "letter", outcome: "sent" } as const;
const mailed = { direction: "outgoing", channel: "email", outcome: "sent" } as const;
const theyWrote = { direction: "incoming", channel: "email", outcome: "received" } as const;
const throughPortal = { direction: "outgoing", channel: "portal", outcome: "sent" } as const;

/** What staff write of the calls, visits, e-mails and letters of a case. */
export const CONTACTS: readonly ContactText[] = [
  {
    stage: "acknowledge",
    ...talked,
    kinds: UNHAPPY,
    body: "Introduced myself and said that I have the case. {who} told it once more from the start; I summed it up and {who} agreed with the summary. Next call by {weekday}.",
  },
  {
    stage: "acknowledge",
    ...talked,
    kinds: UNHAPPY,
    body: "Asked what would put it right: to know what happened, and a sorry from the people who were there. Explained what we look into and how long that takes.",
  },
  {
    stage: "acknowledge",
    ...talked,
    kinds: UNHAPPY,
    body: "Angry at first, and with reason. Listened for {ten|fifteen} minutes before asking anything. We agreed on what the issues are.",
  },
  {
    stage: "acknowledge",
    ...voicemail,
    body: "Name and number only, nothing about the matter. Trying again {weekday}.",
  },
  { stage: "acknowledge", ...unanswered, body: null },
  {
    stage: "acknowledge",
    ...wrote,
    kinds: FORMAL,
    body: "Acknowledgement with my name and direct number, what happens next and by when.",
  },
  {
    stage: "acknowledge",
    ...met,
    kinds: UNHAPPY,
    places: ["ward", "maternity"],
    body: "Went to the bedside. Drew the curtain, sat down, let {who} tell it. The nurse in charge knows.",
  },
  {
    stage: "acknowledge",
    ...talked,
    kinds: ["compliment"],
    body: "Said thank you for taking the time, and that it goes to {unit} today.",
  },
  { stage: "acknowledge", ...mailed, kinds: ["compliment"], body: "Thanked {who} and said whom it was passed on to." },
  {
    stage: "acknowledge",
    ...talked,
    kinds: ASKS,
    body: "Told {who} what we know so far and who will answer the rest.",
  },
  {
    stage: "acknowledge",
    ...throughPortal,
    kinds: ASKS,
    body: "Answered the question in the portal, with the number of {unit}.",
  },
  {
    stage: "work",
    ...talked,
    body: "Kept {who} informed: {unit} has been asked and has not answered in full yet. {who} was glad to hear from us all the same.",
  },
  {
    stage: "work",
    ...talked,
    body: "Went through what {lead} told us. One part was new to {who}; wants that in writing.",
  },
  { stage: "work", ...rangUs, body: "Asked how far we are. Said what is done and what is still open." },
  { stage: "work", ...rangUs, body: "Remembered one more thing about that day and wanted it added. Added." },
  { stage: "work", ...theyWrote, body: "Sent the times and names that I had asked for." },
  { stage: "work", ...unanswered, body: null },
  { stage: "work", ...voicemail, body: "Asked for a call back at any time before five." },
  {
    stage: "waiting",
    ...talked,
    body: "Told {who} that we wait for {unit} and that I ring again {weekday}, whatever has come by then.",
  },
  {
    stage: "waiting",
    ...mailed,
    body: "Wrote that it takes longer than we said, why, and when {who} hears from me next.",
  },
  { stage: "waiting", ...rangUs, body: "Disappointed that there is no answer yet. Apologised for the wait." },
  { stage: "waiting", ...voicemail, body: "Said that I rang to keep in touch and will try again." },
  {
    stage: "answer",
    ...wrote,
    kinds: FORMAL,
    body: "Our answer: what we looked at, what we found on each point, what changes, and whom to turn to if it does not satisfy.",
  },
  {
    stage: "answer",
    ...talked,
    kinds: ["concern"],
    body: "Gave our answer by phone, point by point, and said sorry for the part that was ours.",
  },
  { stage: "answer", ...mailed, body: "Our answer in writing, with my number for questions." },
  { stage: "end", ...talked, body: "Asked whether each point was answered. It was. No further wishes." },
  {
    stage: "end",
    ...talked,
    kinds: UNHAPPY,
    body: "{who} does not agree with all of it but feels heard. Explained where else it can be taken.",
  },
  { stage: "end", ...rangUs, body: "Rang to say that it is settled." },
  { stage: "end", ...voicemail, body: "Said thank you, and that the number stays good." },
];
