import type { HcatCategory } from "@/lib/issue/schema";
import type { SurveyLanguage } from "../schema";

type PageWords = {
  language: string;
  /** So that nobody takes it for the national survey of hospitals. */
  notice: string;
  /** The national test elsewhere is anonymous; here it stands with the case. */
  named: string;
  needed: string;
  notListed: string;
  nothing: string;
  control: string;
  tooLong: (over: number) => string;
  problem: string;
  unexpected: string;
  optional: string;
  yes: string;
  no: string;
  send: string;
  privacy: string;
  thanks: { title: string; body: string };
  gone: { title: string; body: string };
  stop: { button: string; body: string; done: string };
  otherLanguage: string;
  tooMany: string;
  urgent: string;
};

/** What stands around a survey on its page, in each language. */
export const PAGE_WORDS: Record<SurveyLanguage, PageWords> = {
  en: {
    language: "English",
    notice: "This is our own service recovery survey. It is not HCAHPS, and not part of any national survey.",
    named: "This is not anonymous: your answer is kept with what you raised, and our staff see who gave it.",
    needed: "Please choose one.",
    notListed: "This is none of the answers. Please choose one that is listed.",
    nothing: "Nothing is answered yet. Answer at least one question, or write a line below.",
    control: "This holds a character that cannot be kept, often from copying. Remove it, or type the text again.",
    tooLong: (over) => `This is ${over} characters too long. Please shorten it.`,
    problem: "Not sent yet: please look at what is marked. What you wrote is still here.",
    unexpected: "This could not be sent just now. Nothing you wrote is lost: please try again in a few minutes.",
    optional: "if you like",
    yes: "Yes",
    no: "No",
    send: "Send my answers",
    privacy:
      "The patient relations staff of this site read your answers. A new concern may be opened about what you tell us, so that somebody looks into it. Your answers change nothing about your care, and you need not answer.",
    thanks: {
      title: "Thank you",
      body: "Your answers are with us. This survey has been answered, so there is nothing more for you to do here.",
    },
    gone: {
      title: "This survey is not open",
      body: "The link has run out or is not complete. If there is something you want to tell us, the phone number and address on our letters still reach us.",
    },
    stop: {
      button: "Send me no more surveys",
      body: "One click, and we send you no more surveys. Everything else stays as it is.",
      done: "We will send you no more surveys. You can still answer this one.",
    },
    otherLanguage: "Language",
    tooMany:
      "A great deal was sent from your network just now. What you wrote is still here: wait a few minutes, then send it again.",
    urgent: "If somebody is in danger now, do not wait for us to read this: call the emergency number.",
  },
  es: {
    language: "Español",
    notice:
      "Esta es nuestra propia encuesta de atención a quejas. No es HCAHPS ni forma parte de una encuesta nacional.",
    named: "No es anónima: su respuesta se guarda con lo que nos planteó, y nuestro personal ve quién la dio.",
    needed: "Elija una respuesta, por favor.",
    notListed: "Esta no es una de las respuestas. Elija una de la lista, por favor.",
    nothing: "Todavía no hay ninguna respuesta. Responda al menos a una pregunta o escriba una línea abajo.",
    control:
      "Aquí hay un carácter que no se puede guardar, a menudo por copiar y pegar. Quítelo o escriba el texto de nuevo.",
    tooLong: (over) => `Sobran ${over} caracteres. Acórtelo, por favor.`,
    problem: "Aún no se ha enviado: mire lo que está marcado, por favor. Lo que escribió sigue aquí.",
    unexpected: "No se ha podido enviar ahora. No se ha perdido nada: inténtelo de nuevo en unos minutos, por favor.",
    optional: "si quiere",
    yes: "Sí",
    no: "No",
    send: "Enviar mis respuestas",
    privacy:
      "Leerá sus respuestas el personal de relaciones con los pacientes de este centro. Puede abrirse un nuevo caso a partir de lo que nos cuente, para que alguien lo examine. Sus respuestas no cambian nada en su atención, y no tiene obligación de responder.",
    thanks: {
      title: "Gracias",
      body: "Hemos recibido sus respuestas. Esta encuesta ya está contestada; no tiene que hacer nada más.",
    },
    gone: {
      title: "Esta encuesta no está abierta",
      body: "El enlace ha caducado o no está completo. Si quiere decirnos algo, el teléfono y la dirección que figuran en nuestras cartas siguen a su disposición.",
    },
    stop: {
      button: "No me envíen más encuestas",
      body: "Un clic y no le enviaremos más encuestas. Todo lo demás sigue igual.",
      done: "No le enviaremos más encuestas. Todavía puede responder a esta.",
    },
    otherLanguage: "Idioma",
    tooMany:
      "Se ha enviado mucho desde su red en poco tiempo. Lo que escribió sigue aquí: espere unos minutos y envíelo de nuevo.",
    urgent: "Si alguien está en peligro ahora, no espere a que leamos esto: llame al número de emergencias.",
  },
};

type IssueWords = Record<HcatCategory | "other", string>;

/** What an issue was about, in everyday words, and no more than whoever raised it knows. */
const ISSUE_WORDS: Record<SurveyLanguage, IssueWords> = {
  en: {
    quality: "The care and treatment",
    safety: "Safety",
    environment: "The building, the food or the surroundings",
    institutional_processes: "Waiting, appointments and how things were organised",
    listening: "Being listened to",
    communication: "What you were told",
    respect_and_rights: "Respect, and your rights",
    other: "Something you raised",
  },
  es: {
    quality: "La atención y el tratamiento",
    safety: "La seguridad",
    environment: "El edificio, la comida o el entorno",
    institutional_processes: "Las esperas, las citas y la organización",
    listening: "Que le escucharan",
    communication: "Lo que le dijeron",
    respect_and_rights: "El respeto y sus derechos",
    other: "Algo que usted planteó",
  },
};

/** The issues by what they are about; two of one kind are told apart by their number. */
export function nameIssues(categories: (HcatCategory | null)[], language: SurveyLanguage): string[] {
  const names = categories.map((category) => ISSUE_WORDS[language][category ?? "other"]);
  return names.map((name, at) => {
    const same = names.filter((one) => one === name).length;
    const place = names.slice(0, at + 1).filter((one) => one === name).length;
    return same > 1 ? `${name} (${place})` : name;
  });
}

type MailGiven = { site: string; link: string; days: number; scores: string[] };
type MailWords = {
  subject: string;
  body: (given: MailGiven) => string;
  /** Before the case is closed: nothing is said of an answer. */
  afterContact: (given: MailGiven) => string;
};

/** It travels open, so nothing of health and nobody's name (45 CFR 164.502(b)). */
export const MAIL_WORDS: Record<SurveyLanguage, MailWords> = {
  en: {
    subject: "How did we do?",
    body: ({ site, link, days, scores }) =>
      paragraphs([
        "Hello,",
        "Not long ago you got in touch with us, and we have answered. We would like to know how you found that. It takes two minutes, and you need not do it.",
        scores.length > 0 ? scores.join("\n") : link,
        `The link is for you alone and works for ${days} days. You can also tell us there that you want no more surveys.`,
        "Answers to this e-mail may not be read.",
        site,
      ]),
    afterContact: ({ site, link, days, scores }) =>
      paragraphs([
        "Hello,",
        "Not long ago you spoke with us. We would like to know how you find the way we deal with what you raised. It takes two minutes, and you need not do it.",
        scores.length > 0 ? scores.join("\n") : link,
        `The link is for you alone and works for ${days} days. You can also tell us there that you want no more surveys.`,
        "Answers to this e-mail may not be read.",
        site,
      ]),
  },
  es: {
    subject: "¿Qué le pareció nuestra atención?",
    body: ({ site, link, days, scores }) =>
      paragraphs([
        "Hola:",
        "Hace poco se puso en contacto con nosotros y le respondimos. Nos gustaría saber qué le pareció. Le llevará dos minutos y no tiene obligación de hacerlo.",
        scores.length > 0 ? scores.join("\n") : link,
        `El enlace es solo para usted y funciona durante ${days} días. Allí también puede decirnos que no quiere más encuestas.`,
        "Es posible que nadie lea las respuestas a este correo.",
        site,
      ]),
    afterContact: ({ site, link, days, scores }) =>
      paragraphs([
        "Hola:",
        "Hace poco habló con nosotros. Nos gustaría saber qué le parece cómo atendemos lo que nos contó. Le llevará dos minutos y no tiene obligación de hacerlo.",
        scores.length > 0 ? scores.join("\n") : link,
        `El enlace es solo para usted y funciona durante ${days} días. Allí también puede decirnos que no quiere más encuestas.`,
        "Es posible que nadie lea las respuestas a este correo.",
        site,
      ]),
  },
};

function paragraphs(all: string[]): string {
  return `${all.join("\n\n")}\n`;
}
