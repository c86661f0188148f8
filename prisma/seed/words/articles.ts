import type { ArticleCategory } from "@/lib/platform/generated/enums";
import type { SitePlan } from "../places";

export type DemoArticle = {
  site: SitePlan["key"];
  category: ArticleCategory;
  language: string;
  title: string;
  /** Its wordings, the oldest first. */
  bodies: [string, ...string[]];
  /** In how many days from now somebody reads it again. */
  reviewInDays: number;
  isDraft?: true;
};

const VISITING = `Visitors are welcome every day from 10 in the morning until 8 in the evening. One person may stay overnight with a child, and with anybody who is dying or very confused.

Two people at a time can sit at the bedside. Ask the nurse in charge first when:

- somebody in your family has a cough, a fever or a stomach upset
- you would like to bring a child under twelve
- you can only come outside these hours`;

/** What the demo house tells its staff and patients, in its own words. */
export const ARTICLES: readonly DemoArticle[] = [
  {
    ...{ site: "general", category: "visiting", language: "en", reviewInDays: 210 },
    title: "When can I visit?",
    bodies: [
      VISITING.replace("8 in the evening", "7 in the evening"),
      `${VISITING}\n\nIntensive Care keeps an hour of rest from 2 to 3 in the afternoon.`,
    ],
  },
  {
    ...{ site: "general", category: "visiting", language: "es", reviewInDays: 210 },
    title: "¿Cuándo puedo visitar a un paciente?",
    bodies: [
      `Las visitas son bienvenidas todos los días, de 10 de la mañana a 8 de la noche. Junto a la cama caben dos personas a la vez.

Hable antes con la enfermera encargada si:

- alguien de su familia tiene tos, fiebre o malestar de estómago
- quiere venir con un niño menor de doce años
- solo puede venir a otra hora

Si necesita un intérprete, pídalo. No le cuesta nada.`,
    ],
  },
  {
    ...{ site: "general", category: "rights", language: "en", reviewInDays: 120 },
    title: "What happens after I complain",
    bodies: [
      `Nobody is treated worse because they complained. You can speak for yourself, or choose somebody to speak for you.

1. We write down what you say, in your words, and read it back.
2. Somebody who was not involved looks into each point.
3. You get an answer in writing, with the name of a person you can call.

If you do not agree with the answer, tell us, and we look at it again. You can also turn to the state health department or to the Medicare quality organization at any time; you do not have to wait for us.`,
    ],
  },
  {
    ...{ site: "general", category: "billing", language: "en", reviewInDays: -9 },
    title: "Help with a bill you cannot pay",
    bodies: [
      `Ask before you pay, and before you worry. Whoever earns little, or has lost their work, may owe less or nothing.

What we need to see:

- what your household earned last month
- how many people live from it
- a letter of your insurer, if you have one

While we look at it nothing is sent to a collector. You hear from us within fourteen days, and you can pay in parts without interest.`,
    ],
  },
  {
    ...{ site: "general", category: "support", language: "en", reviewInDays: 300 },
    title: "Interpreters, for every language and for sign language",
    bodies: [
      `An interpreter costs patients nothing, at any hour. Do not ask a child of the family to interpret, and no other relative unless the patient wishes it and somebody has explained why it is better not to.

- By phone: within a few minutes, for most languages.
- By video: for American Sign Language, on the tablet of each ward.
- In person: order two days before, for talks about treatment, consent or bad news.

Write the number of the interpreter into the contact, so that the talk can be traced.`,
    ],
  },
  {
    ...{ site: "general", category: "policy", language: "en", reviewInDays: 365, isDraft: true },
    title: "When somebody films or records a talk",
    bodies: [
      `Patients may record what is said to them: it helps them remember. Stay friendly, and speak as you always would.

Other patients must not be seen or heard on it. If they are, ask to stop, offer a quiet room, and begin again there.`,
    ],
  },
  {
    ...{ site: "clinics", category: "facilities", language: "en", reviewInDays: 90 },
    title: "Step-free ways in, and where to park",
    bodies: [
      `The step-free way in is on the side of the bus stop. The bell at its door is answered from 8 until 6.

Spaces for blue badge holders stand beside it, and they are free. If they are taken, go to the front desk: somebody finds you a place and brings a wheelchair.`,
    ],
  },
  {
    ...{ site: "home", category: "support", language: "en", reviewInDays: 150 },
    title: "When something goes missing from a room",
    bodies: [
      `Take it seriously and write it down on the same day: what it is, when it was seen last, and who was told. Glasses, hearing aids and teeth come first, because nobody can do without them.

- Look in the laundry and in the rooms beside it.
- Tell the family yourself, before they find out.
- If it does not turn up within two days, it is replaced, and nobody has to prove what it cost.`,
    ],
  },
];
