import type { Definition, Instrument } from "../schema";
import { FFT_ANSWERS, RECOVERY_ITEMS } from "./score";

type Words = { question: string; ends: [string, string] };

const SCALE = { type: "scale", isRequired: false, isLead: false, from: 1, to: 5 } as const;

/** On how a complaint was handled: what people who complained look for afterwards. The words are ours. */
const SERVICE_RECOVERY: Definition = {
  instrument: "service_recovery",
  version: 1,
  items: RECOVERY_ITEMS.map((id) => ({ id, ...SCALE })),
  asksIssues: true,
  languages: {
    en: {
      title: "How did we handle what you raised?",
      intro: "You told us that something had gone wrong. This asks only how we dealt with it, and takes two minutes.",
      items: inOrder([
        ["How easy was it to raise it with us?", "Very hard", "Very easy"],
        ["Did you feel listened to?", "Not at all", "Fully"],
        ["Did we explain what happened, in words you could follow?", "Not at all", "Fully"],
        ["Did we answer each thing you raised?", "None of it", "All of it"],
        ["Do you believe that something changed because of it?", "Not at all", "Very much"],
      ]),
      issues: "Did we answer this?",
      comment: "Is there anything else you want us to know?",
    },
    es: {
      title: "¿Cómo atendimos lo que nos contó?",
      intro:
        "Usted nos contó que algo había salido mal. Aquí solo le preguntamos cómo lo atendimos; le llevará dos minutos.",
      items: inOrder([
        ["¿Le resultó fácil contárnoslo?", "Muy difícil", "Muy fácil"],
        ["¿Sintió que le escuchábamos?", "En absoluto", "Del todo"],
        ["¿Le explicamos lo ocurrido con palabras que pudiera entender?", "En absoluto", "Del todo"],
        ["¿Respondimos a cada cosa que planteó?", "A ninguna", "A todas"],
        ["¿Cree que algo ha cambiado gracias a ello?", "En absoluto", "Mucho"],
      ]),
      issues: "¿Respondimos a esto?",
      comment: "¿Hay algo más que quiera decirnos?",
    },
  },
};

const CSAT: Definition = {
  instrument: "csat",
  version: 1,
  items: [{ ...SCALE, id: "satisfaction", isRequired: true, isLead: true }],
  asksIssues: false,
  languages: {
    en: {
      title: "How satisfied are you?",
      intro: "One question about how we dealt with what you raised.",
      items: {
        satisfaction: {
          question: "How satisfied are you with how we dealt with it?",
          ends: ["Very dissatisfied", "Very satisfied"],
        },
      },
      comment: "What is the main reason for your answer?",
    },
    es: {
      title: "¿Está satisfecho o satisfecha?",
      intro: "Una pregunta sobre cómo atendimos lo que nos contó.",
      items: {
        satisfaction: {
          question: "¿Qué grado de satisfacción tiene con cómo lo atendimos?",
          ends: ["Nada de satisfacción", "Mucha satisfacción"],
        },
      },
      comment: "¿Cuál es el motivo principal de su respuesta?",
    },
  },
};

const NPS: Definition = {
  instrument: "nps",
  version: 1,
  items: [{ id: "recommend", type: "scale", isRequired: true, isLead: true, from: 0, to: 10 }],
  asksIssues: false,
  languages: {
    en: {
      title: "Would you recommend us?",
      intro: "One question, from 0 to 10.",
      items: {
        recommend: {
          question: "How likely is it that you would recommend us to somebody close to you?",
          ends: ["Not at all likely", "Very likely"],
        },
      },
      comment: "What is the main reason for your answer?",
    },
    es: {
      title: "¿Nos recomendaría?",
      intro: "Una pregunta, de 0 a 10.",
      items: {
        recommend: {
          question: "¿Qué probabilidad hay de que nos recomiende a alguien cercano?",
          ends: ["Ninguna", "Mucha"],
        },
      },
      comment: "¿Cuál es el motivo principal de su respuesta?",
    },
  },
};

/** The question and its answers are those of NHS England's FFT guidance; the Spanish is our translation. */
const FFT: Definition = {
  instrument: "fft",
  version: 1,
  items: [{ id: "experience", type: "choice", isRequired: true, isLead: true, choices: [...FFT_ANSWERS] }],
  asksIssues: false,
  languages: {
    en: {
      title: "Friends and Family Test",
      intro: "Your answer helps us to see what works and what does not.",
      items: {
        experience: {
          question: "Overall, how was your experience of our service?",
          choices: {
            ...{ very_good: "Very good", good: "Good", neither: "Neither good nor poor" },
            ...{ poor: "Poor", very_poor: "Very poor", dont_know: "Don't know" },
          },
        },
      },
      comment: "Please tell us why you gave your answer.",
    },
    es: {
      title: "Friends and Family Test",
      intro: "Su respuesta nos ayuda a ver qué funciona y qué no.",
      items: {
        experience: {
          question: "En general, ¿cómo fue su experiencia con nuestro servicio?",
          choices: {
            ...{ very_good: "Muy buena", good: "Buena", neither: "Ni buena ni mala" },
            ...{ poor: "Mala", very_poor: "Muy mala", dont_know: "No lo sé" },
          },
        },
      },
      comment: "Cuéntenos, por favor, el motivo de su respuesta.",
    },
  },
};

/** The newest version of each survey that comes with Heard. A version that may have been used never changes: its words get another number. */
export const READY: Record<Instrument, Definition> = {
  service_recovery: SERVICE_RECOVERY,
  csat: CSAT,
  nps: NPS,
  fft: FFT,
};

function inOrder(rows: [question: string, low: string, high: string][]): Record<string, Words> {
  return Object.fromEntries(
    RECOVERY_ITEMS.map((id, at) => {
      const [question, low, high] = rows[at] ?? ["", "", ""];
      return [id, { question, ends: [low, high] }];
    }),
  );
}
