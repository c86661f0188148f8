import type { Channel } from "@/lib/platform/generated/enums";
import type { Language } from "./text";

type Frame = { before: readonly string[]; after: readonly string[] };

/** What people say around what they have to say, in English, by how it reaches the hospital. `{me}` is their name. */
export const FRAMES: Record<Channel, Frame> = {
  email: {
    before: [
      "",
      "{hello},\n\n",
      "{hello} all,\n\n",
      "Good morning,\n\n",
      "Dear Patient Relations,\n\n",
      "To whom it may concern,\n\n",
      "Good afternoon.\n\n",
    ],
    after: [
      "",
      "\n\n{me}",
      "\n\nRegards,\n{me}",
      "\n\nPlease answer by e-mail.\n\n{me}",
      "\n\nThank you,\n{me}",
      "\n\nBest wishes\n{me}",
      "\n\nSent from my phone",
      "\n\nI can be reached in the {evenings|mornings}, not on {day}s.\n\n{me}",
    ],
  },
  letter: {
    before: [
      "Dear Sir or Madam,\n\n",
      "To the Patient Relations office:\n\n",
      "Dear Madam, dear Sir,\n\n",
      "To whom it may concern\n\n",
    ],
    after: ["\n\nYours faithfully,\n{me}", "\n\nSincerely,\n{me}", "\n\nYours truly,\n{me}", "\n\n{me}"],
  },
  portal: {
    before: ["", "", "", "{hello}. ", "About {day}: "],
    after: [
      "",
      "",
      "",
      " Thanks for reading.",
      " I would like an answer here, in my messages.",
      " I only found out on {day} that one can write here.",
    ],
  },
  phone: {
    before: ["", "", "", "{Yes, hello.|Hello, yes.} ", "I was given this number. ", "It's about {day}. "],
    after: [
      "",
      "",
      "",
      " Please call me {after four|in the mornings|in the evening|any day but {day}}.",
      " I am on this number all day.",
      " That's all. I wanted it written down.",
      " Could you read that back to me?",
    ],
  },
  in_person: {
    before: ["", "", "Have you got a minute? ", "I'd rather tell a person than a form. ", "It was on {day}. "],
    after: [
      "",
      "",
      " There. I've said it.",
      " I'm here until {hour} if anyone wants to talk to me.",
      " I'll be back on {day}.",
    ],
  },
  survey: {
    before: ["", "", "", "Visit on {day}. ", "See also my answers to the other questions. "],
    after: ["", "", "", " Otherwise fine.", ' I ticked "{sometimes|usually|no}" for that reason.', " ({day})"],
  },
};

/** What people add in other languages; `{on}` is the day of the visit in digits. */
export const ADDED: Record<Exclude<Language, "en">, { on: string; thanks: string; reply: string }> = {
  es: { on: " Fue el {on}.", thanks: " Gracias.", reply: " Quedo a la espera de su respuesta." },
  ro: { on: " A fost pe {on}.", thanks: " Mulțumesc.", reply: " Aștept un răspuns." },
  fr: { on: " C'était le {on}.", thanks: " Merci d'avance.", reply: " Dans l'attente de votre réponse." },
  de: { on: " Es war am {on}.", thanks: " Danke im Voraus.", reply: " Ich bitte um Antwort." },
  pl: { on: " To było {on}.", thanks: " Dziękuję.", reply: " Proszę o odpowiedź." },
  ar: { on: " كان ذلك يوم {on}.", thanks: " وشكراً.", reply: " بانتظار ردكم." },
  hi: { on: " यह {on} की बात है।", thanks: " धन्यवाद।", reply: " उत्तर की प्रतीक्षा में।" },
  zh: { on: "日期是{on}。", thanks: "谢谢。", reply: "等您回复。" },
  pt: { on: " Foi no dia {on}.", thanks: " Agradeço a atenção.", reply: " Fico à espera de resposta." },
  ru: { on: " Это было {on}.", thanks: " Спасибо.", reply: " Жду ответа." },
};
