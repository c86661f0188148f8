import type { Place } from "./text";

/** What a unit is asked, and what it might answer; without places it fits any unit. */
export type RequestText = { places?: readonly Place[]; question: string; answers: readonly string[] };

/** Questions name nobody, so that what a unit reads is only what was shared with it. */
export const REQUESTS: readonly RequestText[] = [
  {
    question:
      "Please tell us what happened from your side: who was there, what was said, and what you would do differently today. {Half a page|A few lines} will do.",
    answers: [
      "Spoke with both colleagues who were on that day. They remember it much as it was told to you. What was missing was a word of explanation while people waited, and we have talked about that at handover.",
      "We looked at this together. The account you have is right in the main. One detail differs: help came after about twenty minutes, not an hour. It was still too long.",
      "It happened as described. We are sorry, and we would like to say so in person if that is wanted. The lead can be reached on the unit any weekday after two.",
    ],
  },
  {
    question:
      "Was this written down anywhere at the time? If so, what does the entry say, and who made it? We only need the part that concerns the {call for help|conversation|delay}.",
    answers: [
      "There is an entry, made at the end of the shift. It names the time and that the matter was raised, and not what was done about it. That is a gap on our side.",
      "Nothing was written down. The colleague remembers it and has now made a late entry, marked as such.",
      "Yes, twice: at the time and at handover. Both entries agree with each other.",
    ],
  },
  {
    question: "How many people were on duty, how many were planned, and was anybody asked to help out?",
    answers: [
      "Planned five, there were four, one of them until noon only. The agency was asked and sent nobody.",
      "Staffing was as planned. It was simply a very busy day: two admissions more than usual before lunch.",
      "One below plan from early afternoon. The coordinator covered, which is why nobody was at the desk.",
    ],
  },
  {
    question:
      "Who could meet with them, and when in the next {week|ten days}? They would like to hear it from somebody who was there.",
    answers: [
      "The lead and one colleague can meet on any afternoon but Thursday. Please allow half an hour.",
      "The senior colleague offers a call first and a meeting after that, if it is still wanted. Mornings are best.",
    ],
  },
  {
    question:
      "What is your rule for this, and was it followed? Please send the name of the policy, not the whole text.",
    answers: [
      "The rule is to come back to people within thirty minutes, even without news. It was not kept here.",
      "It was followed, but it is written for the rare case and makes the usual one slow. We have put it on the agenda of our next meeting.",
    ],
  },
  {
    places: ["surgery"],
    question:
      "Why was the list changed that morning, and who told the people who had been fasting since midnight? At what time?",
    answers: [
      "An urgent case took the second slot at 8:10. The board was changed at once; people were told at about 10:30, when somebody asked. That is too late and there is now a name against it on every list.",
      "One theatre was closed for a fault in the air handling. The desk was told at 9:00 and rang those who had not arrived. Those in the waiting room were not told for another hour.",
    ],
  },
  {
    places: ["surgery"],
    question: "What was said about pain and dressings on going home, and was anything given in writing?",
    answers: [
      "The usual sheet was given. The part on changing the dressing was not gone through, because transport had come early.",
      "No sheet is noted. We have sent one by post today and rang to go through it.",
    ],
  },
  {
    places: ["surgery", "ward", "stroke", "rehab"],
    question: "Where were the belongings kept between arrival and going home, and is there a list that was signed?",
    answers: [
      "There is a list, signed on arrival and not on leaving. We are still looking; the locker has been opened and was empty.",
      "Found: the bag was in the {second|lower} drawer of the nurses' station with the right label on it. It can be fetched or posted.",
    ],
  },
  {
    places: ["ward", "stroke", "intensive", "rehab", "maternity", "children", "dementia", "residence"],
    question: "How long did calls for help wait that {night|evening}, as far as the call system shows?",
    answers: [
      "The system shows eleven calls, answered after four minutes in the middle and nineteen at the longest. The longest was during an emergency two rooms away.",
      "We cannot say: the log is kept for seven days only. The night team remembers a busy night.",
    ],
  },
  {
    places: ["emergency"],
    question:
      "Please send the times: arrival, first seen, seen by a doctor, left. Was anybody told how long it would be?",
    answers: [
      "Arrival 18:52, triage 19:20, doctor 23:05, left 23:50. The screen showed two hours; it had not been changed since noon.",
      "Arrival 9:14, triage 9:31, doctor 12:48. There is a note that the wait was explained once.",
    ],
  },
  {
    places: ["outpatients", "clinic", "desk", "phone-line", "bloods", "physio", "therapies"],
    question: "When was the appointment moved, by whom, and how were they told?",
    answers: [
      "It was moved twice by the system when the clinic was cut short. The letters crossed in the post, so the first arrived after the second.",
      "A colleague moved it by phone and entered the wrong month. We have offered the next free slot and hold it until Friday.",
    ],
  },
  {
    places: ["radiology"],
    question: "When was the study reported, to whom was the report sent, and was it opened?",
    answers: [
      "Reported the next morning and sent to the referring office, where it was opened after nine days. We cannot see why.",
      "Reported the same day. It went to an address that is no longer used; we have sent it again and had it confirmed.",
    ],
  },
  {
    places: ["pharmacy"],
    question: "What was dispensed, what was on the prescription, and who checked it?",
    answers: [
      "The same substance in another strength, with the directions changed to match. The dose was right, the label did not explain it. We now add a line when the tablets look different.",
      "As prescribed, checked by two people. The wait came from a call to the prescriber that was not returned for an hour.",
    ],
  },
  {
    places: ["billing"],
    question:
      "Which lines of the account are in dispute, what was the payer's reason, and can it be held until we have answered?",
    answers: [
      "Two lines carry the same code and day; one is an error and has been taken off. The account is on hold for thirty days.",
      "The payer says that the referral number was missing. We have sent it in again. Nothing needs to be paid meanwhile.",
    ],
  },
  {
    places: ["community"],
    question: "Which visits were planned and which were made? Please say what the record shows for each.",
    answers: [
      "Four were planned and three made. The missed one was taken off by mistake when the round was rearranged.",
      "All were made. One was at the neighbour's address, which is what the referral said.",
    ],
  },
  {
    places: ["kitchen", "laundry"],
    question: "What was ordered and what came, and how are special diets marked on the tray or the bag?",
    answers: [
      "The diet was on the list and not on the card. The card is what we read at the hatch; we now print both from the list.",
      "We had no note of it until the following day. Since then it is right.",
    ],
  },
];

/** What is asked of a unit through which they passed on their way. */
export const PASSED_THROUGH: readonly RequestText[] = [
  {
    question:
      "At what time did they leave you that day, and what was handed over about {pain|the dressing|what they may eat}?",
    answers: [
      "They left us at 14:20. The handover sheet names the pain relief and the time of the last dose, and nothing about the worry they had voiced. That should have been on it.",
      "At 11:05, with the notes. The porter came early, so the handover was by phone and only half of it was written down.",
    ],
  },
  {
    question:
      "Was anybody with them while they waited with you, and who spoke with the family? We only need names and times.",
    answers: [
      "The coordinator spoke with the family at about nine and again before noon. In between nobody did.",
      "The recovery nurse was with them throughout. The family was told by phone at 13:40.",
    ],
  },
  {
    question: "Was a call on the next day promised, as they say? Is there a note of it, and was the call made?",
    answers: [
      "There is a note, and the call was tried once without an answer. It was not tried again. We have rung today and spoken for a quarter of an hour.",
      "No note. It is what we usually offer, so it may well have been said.",
    ],
  },
  {
    question:
      "What did you tell them about going home the same day, and when was it clear that they would have to stay?",
    answers: [
      "The leaflet says that one in ten stays. It was clear at about four that they would; they were told at six, when the bed was found.",
      "We told them on the morning. It became clear after the second check of the blood pressure, a little after two.",
    ],
  },
];

export const RETURN_REASONS: readonly string[] = [
  "This was not with us: they had already moved on when it happened. Please ask the unit they were moved to.",
  "The people named work for another department. We have no record of the day in question.",
  "The team that was on that day belongs to another department now; their lead has the notes.",
];

export const WITHDRAW_REASONS: readonly string[] = [
  "They rang us themselves and told us what we needed.",
  "No longer needed: the patient has decided not to go on with it.",
  "Asked of the wrong unit by mistake.",
];
