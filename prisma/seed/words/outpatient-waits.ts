import type { Text } from "./text";

const common = { places: ["outpatients"], category: "institutional_processes" } as const;

/** Waiting on the day in Outpatients: the texts of the rise that the demo data plants. */
export const OUTPATIENT_WAITS: readonly Text[] = [
  {
    ...common,
    kinds: ["complaint", "concern"],
    severity: 2,
    about: "Waited {wait} past the appointment in {clinic}",
    words:
      "My appointment in {clinic} was for {hour}. I was called in {wait} later. {Nobody came out to say anything.|When I asked at the desk I was told \"they're running behind\", as if I hadn't noticed.} I understand emergencies happen but every single person in that room was waiting just as long, so it isn't an emergency, it is how you book people.",
    wanted: "{Tell people when it runs late, and by how much.|Book fewer people for the same time.}",
    summary: "Waited {wait} past the appointment time",
  },
  {
    ...common,
    kinds: ["complaint"],
    severity: 2,
    about: "{wait} wait, then seen for six minutes",
    words:
      "{wait}. Then {six|five|seven} minutes with the doctor. I had taken an unpaid day off work for this.\n\nIf a restaurant did that I would leave. I can't leave, can I, because the next appointment is in {weeks}.",
    wanted: "Realistic appointment times.",
    summary: "Long wait for a very short appointment",
    also: [{ summary: "Visit felt rushed, no time for questions", category: "listening", severity: 1 }],
    age: "adult",
  },
  {
    ...common,
    kinds: ["concern", "complaint"],
    severity: 2,
    by: "representative",
    kin: "mother",
    age: "old",
    about: "Mother, {years}, sat {wait} on a hard chair",
    words:
      "I brought my mother to {clinic} on {day}. We sat on those plastic chairs for {wait}. She has a bad hip and by the end she was crying, quietly, so as not to bother anyone. I asked twice if there was somewhere she could lie down and was told no. She now says she will not come to her next appointment. I don't know what to do with that.",
    wanted: "Somewhere for frail people to wait, and a call when it is running late so we can stay at home.",
    summary: "Long wait for a frail patient",
    also: [{ summary: "Nowhere for a frail patient to lie down", category: "environment", severity: 2 }],
  },
  {
    ...common,
    kinds: ["complaint", "grievance"],
    severity: 2,
    about: "Three clinic visits in a row delayed by more than an hour",
    words:
      'I am writing about a pattern rather than one bad day. Over my last three visits to {clinic} I have been seen 70, 95 and, on {day}, {wait} late. I have kept a note of the times because I began to doubt myself.\n\nEach time I was asked to arrive fifteen minutes early "to avoid delays". I should like the hospital to tell me three things: how many people are booked into each slot, who decided that number, and what is being done about it. I would appreciate a reply in writing.',
    wanted: "A written explanation of how the clinic is booked.",
    summary: "Repeated long waits past the appointment time",
    channels: ["letter", "email"],
  },
  {
    ...common,
    kinds: ["concern"],
    severity: 2,
    about: "Diabetic patient waited {wait} without food, afraid to lose place",
    words:
      "I'm diabetic and I waited {wait} for {clinic}. I didn't dare go down to the cafeteria because they call your name once and if you're not there you go to the back. By the time I got in I was shaking. A man next to me gave me half of his sandwich, that's how I managed.",
    wanted: "A buzzer or a text message so people can go and eat.",
    summary: "Long wait without being able to leave for food",
    also: [{ summary: "Risk of low blood sugar while waiting", category: "safety", severity: 2 }],
  },
  {
    ...common,
    kinds: ["complaint"],
    severity: 1,
    about: "Screen said 20 minutes, the wait was {wait}",
    words:
      'The screen in the waiting area said "approximate wait 20 minutes" the entire time. It said 20 minutes when I came in and 20 minutes when I left, {wait} later. Either fix it or turn it off, its an insult.',
    wanted: "Fix the screen.",
    summary: "Displayed waiting time was wrong",
  },
  {
    ...common,
    kinds: ["concern", "complaint"],
    severity: 2,
    by: "representative",
    kin: "father",
    age: "old",
    about: "Father missed his ride home after {wait} in the waiting room",
    words:
      "Dad's transport was booked for noon because his appointment was at {hour}. He was still in the waiting room when the driver came, so the driver left. He is {years} and he paid sixty dollars for a cab. The delay was {wait}. He would never complain himself so I am doing it.",
    wanted: "{The cab fare back.|Someone to ring the transport when the clinic is late.}",
    summary: "Long wait, booked transport missed",
    also: [{ summary: "Cost of a taxi after missed transport", category: "institutional_processes", severity: 1 }],
  },
  {
    ...common,
    kinds: ["complaint"],
    severity: 2,
    about: "Called in after people who came later; waited {wait}",
    words:
      "I want somebody to explain to me how people who came in AFTER me went in BEFORE me. I counted five. I was there {wait}. When I asked the woman at the desk she said different doctors have different lists. Fine. Then say so. Put up a sign. I sat there thinking I'd been forgotten, and you know what, I think I WAS forgotten.",
    wanted: "An explanation, and an apology from the desk.",
    summary: "Long wait, order of patients not explained",
    also: [{ summary: "Short answer from the desk", category: "respect_and_rights", severity: 1 }],
    channels: ["phone", "in_person", "portal"],
  },
  {
    ...common,
    kinds: ["concern"],
    severity: 1,
    about: "Wait of {wait} with a small child and no word from anyone",
    words:
      "waited {wait} with my {two|three|four} year old on my lap, no toys no water machine working. staff were nice when we finaly got in. but please just TELL people its going to be long, i would of gone home and come back",
    wanted: "To be told.",
    summary: "Long wait without being told",
    also: [{ summary: "Nothing for children, water machine broken", category: "environment", severity: 1 }],
    channels: ["survey", "portal", "email"],
    age: "young",
  },
  {
    ...common,
    kinds: ["complaint", "grievance"],
    severity: 3,
    sex: "f",
    about: "Collapsed in the waiting room after {wait}; no one was watching",
    words:
      "On {day} I waited {wait} for {clinic}. I had told the desk on arrival that I felt faint. I told them again at {hour}. Shortly after that I passed out and hit my head on the arm of a chair. It was another patient who called for help.\n\nI do not blame the nurse who then looked after me, {nurse} was wonderful. I blame a system in which a person can say twice that she is unwell and be told to take a seat. I want this investigated and I want the outcome in writing.",
    wanted: "An investigation and a written answer.",
    summary: "Long wait after telling staff twice of feeling faint",
    also: [
      { summary: "Fall with a head injury in the waiting room", category: "safety", severity: 3 },
      { summary: "Warning signs told to the desk and not acted on", category: "listening", severity: 3 },
    ],
    channels: ["letter", "email"],
  },
  {
    ...common,
    kinds: ["concern"],
    severity: 1,
    about: "Everything was good except the wait of {wait}",
    words: "Doctor very good, nurse very good, wait {wait} very bad.",
    summary: "Long wait, content with the care",
    channels: ["survey"],
  },
  {
    ...common,
    kinds: ["complaint"],
    severity: 2,
    about: "Left unseen after {wait}, next appointment in {weeks}",
    words:
      "After {wait} I had to leave because I had to pick up my kids from school. I was told that counts as a no-show and that the next date is in {weeks}. A no-show! I was there. I was there longer than I have ever been anywhere. Please correct my record and give me an earlier appointment.",
    wanted: "Take the no-show off my record and give me a date this month.",
    summary: "Left unseen after a long wait",
    also: [{ summary: "Marked as a no-show", category: "institutional_processes", severity: 2 }],
    age: "young",
  },
  {
    ...common,
    kinds: ["concern", "complaint"],
    severity: 2,
    about: "Wheelchair user left in the corridor for {wait}, room full",
    words:
      "I use a wheelchair. There was no room for it in the waiting area because so many people were waiting, so I was parked in the corridor next to the linen cart. {wait}. People squeezed past me. Nobody could see me from the desk and I missed my name being called, so I was moved down the list. I'd like you to sit there for an afternoon.",
    wanted: "Space for wheelchairs in the waiting room, and someone who comes to fetch you.",
    summary: "Long wait in the corridor in a wheelchair",
    also: [{ summary: "No wheelchair space in the waiting room", category: "environment", severity: 2 }],
  },
  {
    ...common,
    kinds: ["complaint"],
    severity: 2,
    by: "representative",
    kin: "son",
    age: "teen",
    about: "Autistic son could not cope with a wait of {wait}",
    words:
      "My son is autistic. I phoned ahead, as your own leaflet says to, and was promised the first slot of the day and a quiet room. There was no quiet room and we waited {wait}. He held it together for an hour and then he couldn't. People stared. He was seen in the end in no state to be examined, so it was all for nothing.",
    wanted: "What was promised: a first slot and a quiet room.",
    summary: "Long wait in spite of an agreed first slot",
    also: [
      { summary: "Agreed adjustment for an autistic patient not made", category: "respect_and_rights", severity: 2 },
    ],
  },
  {
    ...common,
    kinds: ["concern"],
    severity: 1,
    by: "visitor",
    about: "Visitor: whole waiting room kept waiting {wait}",
    words:
      "I only drove my neighbor in, so I'm not a patient, but I watched that room for {wait}. Thirty-odd people. Nobody said a word to them. One lady had brought her knitting, she told me she always does now.",
    wanted: "Nothing for me. Just look at it.",
    summary: "Long waits for everyone in the room",
    channels: ["phone", "email", "in_person"],
  },
  {
    ...common,
    kinds: ["complaint"],
    severity: 2,
    about: "Fasting blood test delayed by {wait}",
    words:
      "I had to fast from midnight for a blood test at {hour}. They took me {wait} late. I'm {years} and I take pills in the morning that I have to take with food. I asked if I could at least have some water and the girl didn't know. She went off to ask and never came back.",
    wanted: "Fasting patients first.",
    summary: "Long wait while fasting",
    also: [{ summary: "Question about water never answered", category: "communication", severity: 1 }],
    age: "old",
  },
  {
    ...common,
    kinds: ["complaint"],
    severity: 2,
    language: "es",
    about: "Long wait in Outpatients, nobody explained in Spanish (in Spanish)",
    words:
      "Tenía la cita a las {9:15|10:40|11:00} y me atendieron más de {dos|tres} horas después. Pregunté varias veces, pero en el mostrador nadie hablaba español y solo me decían «wait, wait». Vi pasar a personas que habían llegado después que yo. No pido un trato especial, solo que me expliquen qué está pasando.",
    wanted: "Que avisen de los retrasos también en español.",
    summary: "Long wait past the appointment time",
    also: [{ summary: "Delay not explained in the patient's language", category: "communication", severity: 2 }],
  },
];
