const COUNTS = { isScored: "on" };

/** A survey that a site wrote; the last question is of its next version. */
export const OWN_SURVEY = {
  name: "After an interpreter was asked for",
  title: "Could you speak with us in your language?",
  intro: "You spoke with us with the help of an interpreter. Three short questions on how that went.",
  comment: "What should we do differently?",
  items: [
    {
      kind: "five",
      question: "How well did you and we understand each other?",
      low: "Not at all",
      high: "Fully",
      ...COUNTS,
    },
    {
      kind: "five",
      question: "Did you have enough time to say what mattered?",
      low: "Far too little",
      high: "Enough",
      ...COUNTS,
    },
    {
      ...{ kind: "choice", question: "How did you speak with the interpreter?" },
      choices: "In the same room\nBy video\nBy phone\nSomebody of my family helped",
    },
    {
      kind: "ten",
      question: "How sure are you that we understood your concern?",
      low: "Not sure",
      high: "Quite sure",
      ...COUNTS,
    },
  ],
};

/** The first version in Spanish, in the order of its pieces. */
export const OWN_SURVEY_IN_SPANISH = [
  "¿Pudo hablar con nosotros en su idioma?",
  "Habló con nosotros con la ayuda de un intérprete. Tres preguntas breves sobre cómo fue.",
  "¿Hasta qué punto nos entendimos?",
  "En absoluto",
  "Del todo",
  "¿Tuvo tiempo suficiente para decir lo que importaba?",
  "Muy poco",
  "Suficiente",
  "¿Cómo habló con el intérprete?",
  "En la misma sala",
  "Por vídeo",
  "Por teléfono",
  "Me ayudó alguien de mi familia",
  "¿Qué deberíamos hacer de otra manera?",
];
