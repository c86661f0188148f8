import type { SurveyLanguage } from "@/lib/survey/schema";

export type Tone = "glad" | "mixed" | "sad";

/** What people write at the end of a survey, by how they found it. The sad speak of danger once. */
export const SURVEY_COMMENTS: Record<SurveyLanguage, Record<Tone, string[]>> = {
  en: {
    glad: [
      "Thank you for ringing me yourself. I had not expected that.",
      "The letter was clear, and somebody had really read what I wrote.",
      "They said sorry and told me what they do differently now. That is all I wanted.",
      "Quick, kind, and they kept their word about the call on Friday.",
    ],
    mixed: [
      "Friendly people, but it took three calls until I knew who had my case.",
      "You explained the bill. You did not explain why nobody told us before.",
      "It was answered in the end. The waiting in between was the hard part.",
    ],
    sad: [
      "I still do not know why the appointment was moved twice. The letter goes around it.",
      "Nobody asked my mother. She feels unsafe at night and says so to everybody.",
      "Standard sentences. I do not believe that anything has changed.",
    ],
  },
  es: {
    glad: ["Me llamaron en español y me explicaron todo con calma. Muchas gracias."],
    mixed: ["Al final me respondieron, pero la carta llegó primero en inglés."],
    sad: ["Nadie me explicó por qué no hubo intérprete aquel día."],
  },
};
