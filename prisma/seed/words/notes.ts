import type { StaffText } from "../note-writer";

/** When in a case a note is written. */
export type Stage = "first" | "work" | "waiting" | "end";

export type NoteText = StaffText & { stage: Stage };

const UNHAPPY = ["concern", "complaint", "grievance"] as const;
const PRAISE = ["compliment"] as const;
const ASKS = ["inquiry", "suggestion"] as const;

/** What staff write for each other on a case. */
export const NOTES: readonly NoteText[] = [
  // First
  {
    stage: "first",
    kinds: UNHAPPY,
    body: "Spoke with {who} for about {ten|fifteen|twenty} minutes. Mainly wants to be believed. Summarised back what I heard and {who} agreed with it.",
  },
  {
    stage: "first",
    kinds: UNHAPPY,
    body: "Called to say that we have it and who I am. No answer; left name and number only, nothing about the matter.",
  },
  {
    stage: "first",
    kinds: UNHAPPY,
    body: "First call done. Asked what a good outcome would be: an explanation first, an apology second. Nothing about money.",
  },
  {
    stage: "first",
    kinds: UNHAPPY,
    body: "{who} was upset at the start of the call and calmer by the end. Promised a call by {weekday} even if there is no news yet.",
  },
  { stage: "first", kinds: UNHAPPY, body: "Identity checked with two identifiers before we went into any detail." },
  {
    stage: "first",
    kinds: UNHAPPY,
    body: "Read the chart entries for the dates that {who} names. They match what we were told, apart from one time.",
  },
  {
    stage: "first",
    kinds: ["grievance"],
    body: "Goes as a grievance: in writing, about care. Acknowledgement sent today with my name and direct number.",
  },
  {
    stage: "first",
    kinds: ["grievance"],
    body: "Acknowledged by phone and letter. {who} asked not to be called at work.",
  },
  { stage: "first", kinds: PRAISE, body: "Passed on to {lead}. Asked for it to be read out at handover." },
  { stage: "first", kinds: PRAISE, body: "Sent to {unit} and to the people named. Made my morning too." },
  { stage: "first", kinds: ASKS, body: "Looked it up and called {who} back. Had what was needed within five minutes." },
  {
    stage: "first",
    kinds: ASKS,
    body: "Not ours to answer; asked {unit} to call {who} directly and gave them the number.",
  },
  { stage: "first", body: "Voicemail is full. Will try again {in the afternoon|tomorrow before ten|this evening}." },
  {
    stage: "first",
    places: ["billing"],
    kinds: UNHAPPY,
    body: "Pulled the itemized account. Two of the lines {who} asks about carry the same date and code.",
  },
  {
    stage: "first",
    places: ["pharmacy"],
    body: "Checked the dispensing log: received, checked and handed out are all timed and signed.",
  },
  { stage: "first", places: ["emergency"], body: "Asked for the triage record and the tracking board for that night." },
  {
    stage: "first",
    places: ["residence", "dementia"],
    body: "Rang the family contact on file. Confirmed that {who} may be told about day-to-day care.",
  },
  {
    stage: "first",
    kinds: UNHAPPY,
    body: "Letter read twice. What hurts is not the event but that nobody came back to explain. Will start there.",
  },
  { stage: "first", kinds: UNHAPPY, body: "Offered to meet in person; {who} prefers the phone." },
  {
    stage: "first",
    kinds: UNHAPPY,
    body: "{who} is not the patient. Asked for the release before we talk about anything clinical; understood at once.",
  },
  {
    stage: "first",
    kinds: UNHAPPY,
    body: "First call went to the spouse by mistake. Said only that I would try again. Number corrected in the record.",
  },
  {
    stage: "first",
    kinds: UNHAPPY,
    body: "Spoke through an interpreter on the line, {eighteen|twenty-five|thirty} minutes. Much clearer than the written words.",
  },
  {
    stage: "first",
    kinds: UNHAPPY,
    body: "{who} wants no contact for now, just that it is looked at. Noted; will write once at the end.",
  },
  {
    stage: "first",
    kinds: UNHAPPY,
    categories: ["safety"],
    body: "Made sure first that the patient is safe now. Yes: {at home, seen by their own doctor yesterday|still on the ward, nurse in charge told}.",
  },
  {
    stage: "first",
    kinds: UNHAPPY,
    categories: ["institutional_processes"],
    body: "Looked at the check-in and call-in times: {who} is right about the wait, to within five minutes.",
  },
  {
    stage: "first",
    kinds: UNHAPPY,
    categories: ["respect_and_rights"],
    body: "Listened mostly. {who} said twice: I don't want anybody fired. Wants the person to hear how it felt.",
  },
  {
    stage: "first",
    kinds: UNHAPPY,
    categories: ["environment"],
    body: "Went by on my way in. Took a photo for facilities; it is in a bad state.",
  },
  {
    stage: "first",
    kinds: UNHAPPY,
    places: ["ward", "rehab"],
    body: "Called the ward. Patient {went home on {weekday}|is still here, bed by the window}. Will go and say hello.",
  },
  {
    stage: "first",
    kinds: UNHAPPY,
    places: ["phone-line"],
    body: "Pulled the call log: three calls from this number, the longest 46 minutes.",
  },
  {
    stage: "first",
    kinds: UNHAPPY,
    places: ["maternity"],
    body: "Offered a debrief with the midwife lead as well. {who} will think about it.",
  },
  { stage: "first", kinds: PRAISE, body: "{who} agreed that we may quote this on the notice board, without the name." },
  { stage: "first", kinds: ASKS, body: "Answered by phone. Sent the leaflet as well, large print." },
  // Work
  {
    stage: "work",
    kinds: UNHAPPY,
    body: "Chart and complaint agree on what happened and differ on when. Asked the night supervisor for the staffing sheet.",
  },
  {
    stage: "work",
    kinds: UNHAPPY,
    body: "Meeting with {lead}. Frank talk. They would do it differently today and said so without being pushed.",
  },
  {
    stage: "work",
    kinds: UNHAPPY,
    body: "The member of staff concerned is on leave until {weekday}. Asked for a written account on return, and told {who}.",
  },
  {
    stage: "work",
    kinds: UNHAPPY,
    body: "Drafted the answer. One paragraph per issue, so that nothing is left out. To read again tomorrow with fresh eyes.",
  },
  {
    stage: "work",
    kinds: UNHAPPY,
    body: "{who} called with one more detail: it was the late shift, not the early one. Changes who I need to ask.",
  },
  {
    stage: "work",
    kinds: UNHAPPY,
    body: "Policy checked. It says what should have been done; it was not done. No grey area here.",
  },
  { stage: "work", kinds: UNHAPPY, body: "Policy checked. It allows what was done. Still not kind. We can say both." },
  {
    stage: "work",
    kinds: UNHAPPY,
    body: "Handed over to me in good order. Called {who} to say that I have it now and that they need not repeat anything.",
  },
  {
    stage: "work",
    categories: ["quality"],
    body: "{lead} reviewed the notes: pain scores were charted, the follow-up was not. Accepts the point.",
  },
  {
    stage: "work",
    categories: ["listening"],
    body: "The entry for that morning does mention the patient's worry, in four words. Nobody picked it up after that.",
  },
  {
    stage: "work",
    categories: ["institutional_processes"],
    body: "Scheduling confirms: letter printed on the {4th|9th|12th|17th}, posted three days later. That is why it came too late.",
  },
  {
    stage: "work",
    categories: ["environment"],
    body: "Rostering sheet: {two|three} below plan on the day, agency asked and nobody sent.",
  },
  {
    stage: "work",
    places: ["pharmacy"],
    body: "Pharmacist in charge went through the bin count with me. Two people on, 140 scripts by noon.",
  },
  {
    stage: "work",
    places: ["radiology"],
    body: "PACS shows the study, the report, and no sign that the report was ever sent. Resent today with confirmation.",
  },
  {
    stage: "work",
    places: ["community"],
    body: 'Visit record says "no answer". Phone location of the nurse\'s device puts it two streets away. {lead} will speak with them.',
  },
  {
    stage: "work",
    places: ["dementia", "residence"],
    body: "Sat with {lead} and the care plan. Family wishes are on page 4, where nobody looks. Moving them to the front.",
  },
  {
    stage: "work",
    kinds: UNHAPPY,
    body: "Asked {lead} for an account by {weekday}: who was there, what was said, what the chart shows.",
  },
  {
    stage: "work",
    kinds: UNHAPPY,
    body: "{lead} replied. Agrees with most of it, sees one point differently. Saved the reply and will put both sides in the answer.",
  },
  {
    stage: "work",
    kinds: UNHAPPY,
    body: "Talked to the charge nurse of {unit}. She remembers the day, they were two short. Did not want to make excuses.",
  },
  { stage: "work", kinds: UNHAPPY, body: "Walked over to {unit} and looked at it myself. It is as {who} describes." },
  {
    stage: "work",
    kinds: UNHAPPY,
    body: "Third one about this since {spring|last month|the holidays}. Mentioned it to the supervisor, may be worth looking at together.",
  },
  {
    stage: "work",
    kinds: UNHAPPY,
    body: "The two accounts do not agree on the time. Asked for the call-bell log, which should settle it.",
  },
  {
    stage: "work",
    kinds: UNHAPPY,
    body: "Called {who} with an update. Appreciated the call. Still wants it in writing.",
  },
  {
    stage: "work",
    categories: ["safety"],
    body: "Checked with Risk: an incident report exists, number noted in our file. Their review runs beside this one.",
  },
  {
    stage: "work",
    categories: ["safety"],
    body: "No incident report was filed at the time. Asked {lead} to file one now, late or not.",
  },
  {
    stage: "work",
    categories: ["quality"],
    body: "Asked a senior clinician from outside {unit} to read the notes. Answer expected {weekday}.",
  },
  {
    stage: "work",
    categories: ["communication"],
    body: "Interpreter log checked for that date: {no request was made|one request, cancelled after twenty minutes}.",
  },
  {
    stage: "work",
    categories: ["communication", "listening"],
    body: "Nobody wrote down what the family was told. {lead} will speak with the team about it.",
  },
  {
    stage: "work",
    categories: ["institutional_processes"],
    body: "Booking system shows {four|five|six} people in the same slot. Sent the screenshot to {lead}.",
  },
  {
    stage: "work",
    categories: ["institutional_processes"],
    places: ["outpatients"],
    body: "Compared with the session list: clinic started 40 minutes late and the second room was closed. Same as on the other dates people have complained about.",
  },
  {
    stage: "work",
    categories: ["institutional_processes"],
    places: ["outpatients"],
    body: "Bettina says the template was changed this year from 20 to 15 minute slots. That would fit what we are hearing.",
  },
  {
    stage: "work",
    categories: ["respect_and_rights"],
    body: "{lead} has spoken with the member of staff, who did not realise how it came across and would like to apologise in person if {who} is willing.",
  },
  {
    stage: "work",
    categories: ["environment"],
    body: "Facilities ticket opened. They say parts are on order; asked for a date.",
  },
  {
    stage: "work",
    places: ["billing"],
    body: "Coder confirms the modifier was wrong. Corrected claim goes out this week; asked to hold collection meanwhile.",
  },
  {
    stage: "work",
    places: ["kitchen", "residence"],
    body: "Went through the menu sheets with the cook. The texture code had not been copied over after the room move.",
  },
  // Waiting
  { stage: "waiting", body: "Waiting for {lead}. Reminder sent; copied the supervisor." },
  {
    stage: "waiting",
    body: "Waiting for the signed release before we can discuss the chart. Sent it again, with a stamped envelope.",
  },
  { stage: "waiting", body: "{who} is away until {weekday}. Agreed to talk then." },
  { stage: "waiting", body: "Asked for the recording of the call. Telecoms needs {two|three} working days." },
  {
    stage: "waiting",
    places: ["billing"],
    body: "With the insurer for reprocessing. They quote up to 15 business days. Told {who} so, and that nothing is due meanwhile.",
  },
  {
    stage: "waiting",
    categories: ["safety", "quality"],
    body: "Clinical review is booked for {weekday}. Told {who} the date.",
  },
  { stage: "waiting", body: "Translation of our letter ordered; back on {weekday} they say." },
  // End
  {
    stage: "end",
    kinds: UNHAPPY,
    ending: "discontent",
    body: "Went through the findings with {who} by phone, point by point. Two accepted, one not. Said plainly where we got it wrong.",
  },
  {
    stage: "end",
    kinds: UNHAPPY,
    ending: "content",
    body: "{who} said thank you for taking it seriously. Would still have preferred that it had not happened, and so would I.",
  },
  {
    stage: "end",
    kinds: UNHAPPY,
    ending: "discontent",
    body: "{who} remains unhappy with the outcome. Gave the outside bodies in writing and offered a meeting.",
  },
  {
    stage: "end",
    kinds: UNHAPPY,
    body: "Letter read by the supervisor and posted. Change at {unit} confirmed by {lead}.",
  },
  {
    stage: "end",
    kinds: UNHAPPY,
    ending: "content",
    body: 'Closing call. {who}: "I just wanted somebody to say it." We had said it.',
  },
  {
    stage: "end",
    kinds: UNHAPPY,
    ending: "content",
    body: "{lead} apologized in person this afternoon. {who} called afterwards to tell me, pleased.",
  },
  {
    stage: "end",
    kinds: UNHAPPY,
    ending: "discontent",
    body: "Long last call. {who} does not accept our account of the times. Wrote down both versions, side by side, in the file.",
  },
  {
    stage: "end",
    kinds: UNHAPPY,
    body: "Nothing further from {who} since our letter of two weeks ago. Closing as announced in it.",
  },
  {
    stage: "end",
    kinds: UNHAPPY,
    body: "What we changed is on the unit's board, dated, with a name next to it. Will look again in three months.",
  },
  { stage: "end", kinds: ASKS, body: "{who} wrote back: got it, thank you." },
  { stage: "end", kinds: PRAISE, body: "Thank-you note sent back. Names added to this month's board." },
  { stage: "end", kinds: ASKS, body: "Answered. Asked whether anything else was open; nothing." },
  {
    stage: "end",
    places: ["billing"],
    body: "Balance adjusted, confirmation letter sent, {who} has the new statement in hand.",
  },
];
