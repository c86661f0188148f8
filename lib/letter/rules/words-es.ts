import type { ApologyFault, ApologyPhrase, JargonWord, WordLists } from "./words";

const JARGON: readonly (readonly [term: string, plain: string])[] = [
  ["ambulatorio|ambulatoria", "sin ingreso en el hospital"],
  ["analgésico|analgésicos|analgesia", "medicina para el dolor"],
  ["anticoagulante|anticoagulantes", "medicina para que la sangre no forme coágulos"],
  ["antihipertensivo|antihipertensivos", "medicina para la presión alta"],
  ["antipirético|antipiréticos", "medicina para la fiebre"],
  ["asintomático|asintomática", "sin síntomas"],
  ["bilateral", "de los dos lados"],
  ["cefalea|cefaleas", "dolor de cabeza"],
  ["comorbilidad|comorbilidades", "otras enfermedades"],
  ["contraindicado|contraindicada", "no es seguro para usted"],
  ["deambulación|deambular", "caminar"],
  ["decúbito supino", "acostado boca arriba"],
  ["disfagia", "dificultad para tragar"],
  ["disnea", "falta de aire"],
  ["edema|edemas", "hinchazón"],
  ["episodio agudo", "ataque repentino"],
  ["etiología", "causa"],
  ["exacerbación", "empeoramiento"],
  ["febril", "con fiebre"],
  ["hematoma|hematomas", "moretón"],
  ["hemorragia", "sangrado fuerte"],
  ["hiperglucemia|hiperglicemia", "azúcar alta"],
  ["hipertensión", "presión alta"],
  ["hipoglucemia|hipoglicemia", "azúcar baja"],
  ["hipotensión", "presión baja"],
  ["infarto agudo de? miocardio", "ataque al corazón"],
  ["intravenoso|intravenosa", "en la vena"],
  ["laceración", "corte"],
  ["neoplasia", "tumor"],
  ["posoperatorio|postoperatorio", "después de la operación"],
  ["preoperatorio", "antes de la operación"],
  ["profilaxis", "prevención"],
  ["pronóstico", "lo que se espera que pase"],
  ["renal", "de los riñones"],
  ["subcutáneo|subcutánea", "debajo de la piel"],
  ["taquicardia", "latidos muy rápidos"],
  ["triaje", "orden según la urgencia"],
  ["a efectos de", "para"],
  ["adjunto le? remito", "le envío"],
  ["con anterioridad a", "antes de"],
  ["con posterioridad a", "después de"],
  ["con respecto|relación a", "sobre"],
  ["de conformidad con", "según"],
  ["en el supuesto de que", "si"],
  ["en virtud de", "por"],
  ["implementar|implementación|implementado", "poner en marcha"],
  ["instar|instamos", "pedir"],
  ["no obstante lo anterior", "aun así"],
  ["notificar|notificado|notificamos", "avisar"],
  ["previo|previamente a", "antes de"],
  ["protocolizado", "según las reglas"],
  ["remitir|remitido|remitimos", "enviar"],
  ["subsanar|subsanado", "corregir"],
  ["susodicho|susodicha|antedicho|precitado", "este"],
];

const SORRY = "lamento|lamentamos|lamentar|siento|sentimos|disculpe|disculpas|disculpamos|perdón";

const APOLOGIES: ApologyPhrase[] = [
  {
    phrase: `${SORRY} … sienta|sintiera|sintiese|siente|sintió|haya|crea|creyera|piense|perciba|percibiera`,
    fault: "feeling",
    unless: ["hayamos|hicimos|hiciéramos|causamos"],
  },
  {
    phrase: `${SORRY} … molesto|molesta|disgusto|disgustado|disgustada|descontento|descontenta|insatisfecho|insatisfecha|ofendido|ofendida`,
    fault: "feeling",
  },
  { phrase: `${SORRY} … su|sus impresión|percepción|expectativas|sentimientos|malestar`, fault: "feeling" },
  { phrase: `${SORRY} … si`, fault: "conditional" },
  {
    phrase: `${SORRY} … cualquier|posibles molestia|molestias|inconveniente|inconvenientes|malentendido`,
    fault: "conditional",
  },
  { phrase: `${SORRY} … podido|podría|pudiera|pudiese`, fault: "conditional" },
  {
    phrase: "usted no informó|avisó|dijo|preguntó|pidió|explicó|siguió|acudió",
    fault: "blame",
    unless: ["nos|me dijo|contó"],
  },
  { phrase: "usted debió|debería|debía|tendría haber|que|avisar|informar|preguntar|pedir", fault: "blame" },
  { phrase: "si usted hubiera|hubiese", fault: "blame" },
  { phrase: "por su parte", fault: "blame" },
  { phrase: "según usted", fault: "subjective" },
  { phrase: "en|a su opinión|juicio|parecer", fault: "subjective" },
  { phrase: "usted alega|afirma|sostiene|pretende", fault: "subjective" },
  { phrase: "caso|hecho|incidente|suceso aislado", fault: "exceptional" },
  { phrase: "en esta ocasión", fault: "exceptional" },
  { phrase: "no refleja|representa … atención|calidad|servicio|hospital", fault: "exceptional" },
  { phrase: "se cometieron errores", fault: "passive" },
  { phrase: "hubo|existió un malentendido", fault: "passive" },
  { phrase: "es lamentable que", fault: "passive" },
  { phrase: `${SORRY} pero`, fault: "but" },
  {
    phrase: SORRY,
    fault: "but",
    behind: ["pero … ocupado|ocupados|saturado|saturados|presión|personal|demanda|política|normas"],
  },
];

const OWNED_WORDS: Record<ApologyFault, string> = {
  feeling: "Lamentamos lo que le pasó y nuestra parte en ello.",
  conditional: "Lamentamos el daño que le causamos.",
  blame: "Nos tocaba a nosotros preguntar y explicar, y no lo hicimos. Le pedimos perdón.",
  subjective: "Usted nos contó lo que le pasó, y lo tomamos en serio.",
  exceptional: "Esto no debió pasarle, y le pedimos perdón por ello.",
  passive: "Cometimos errores, y le pedimos perdón por ellos.",
  but: "Lamentamos que esto le haya pasado.",
};

/** What Heard ships for Spanish: fewer words than for English, for a site to go on with. */
export const SPANISH: WordLists = {
  language: "es",
  jargon: JARGON.map(([term, plain]): JargonWord => ({ term, plain, kind: "jargon" })),
  knownAbbreviations: [
    "EE",
    "UU",
    "EEUU",
    "UE",
    "OMS",
    "TV",
    "PDF",
    "SMS",
    "ID",
    "II",
    "III",
    "IV",
    "DNI",
    "CP",
    "EPS",
    "IMSS",
  ],
  apologies: APOLOGIES,
  ownedWords: OWNED_WORDS,
  overpromises: [
    { phrase: "garantizamos|garantizo|garantizar", offer: "haremos lo que está en nuestra mano para" },
    { phrase: "nunca más|volverá", offer: "es menos probable ahora, por lo que hemos cambiado" },
    { phrase: "no volverá a|ocurrir|pasar|suceder", offer: "es menos probable ahora, por lo que hemos cambiado" },
    { phrase: "le prometemos|prometo", offer: null, advice: "diga quién lo hace y cuándo" },
    { phrase: "a la mayor brevedad", offer: null, advice: "indique el día" },
    { phrase: "lo antes posible", offer: null, advice: "indique el día" },
  ],
  unwanted: [],
  elements: {
    contact_person: {
      phrases: [
        "contacto|contactar|contacte|llame|llamar|escriba|escribir|teléfono|preguntas|dudas|comuníquese|diríjase",
      ],
      insert: "Si tiene preguntas sobre esta carta, puede dirigirse a {contact}.",
    },
    steps_taken: {
      phrases: [
        "hemos|he revisado|hablado|entrevistado|examinado|leído|escuchado|investigado|comprobado",
        "revisamos|hablamos|entrevistamos|examinamos|leímos|escuchamos|investigamos|comprobamos|preguntamos",
      ],
      insert: "Para aclarar lo que pasó, dimos estos pasos:\n\n{steps}",
    },
    results: {
      phrases: [
        "encontramos|concluimos|comprobamos|confirmamos|determinamos que",
        "hemos encontrado|concluido|confirmado|determinado",
        "no pudimos|hemos confirmar|podido",
        "resultado|resultados|conclusión|conclusiones de",
      ],
      insert: "Estos son los resultados:\n\n{results}",
    },
    date_completed: {
      phrases: ["terminamos|concluimos|completamos|terminó|concluyó|completó|finalizó|finalizamos|cerramos"],
      insert: "Terminamos nuestra revisión el {completedOn}.",
    },
    outside_bodies: { phrases: [], insert: "Si no está de acuerdo con esta respuesta, puede dirigirse a:\n\n{bodies}" },
    reference: { phrases: [], insert: "La referencia de su caso es {reference}." },
    date_received: {
      phrases: ["recibimos|recibido|recibió|llegó|queja|reclamación|carta|escribió|llamó"],
      insert: "Recibimos su queja el {receivedOn}.",
    },
    date_issued: {
      phrases: ["fecha|emitida|emitió|decisión|carta"],
      insert: "Esta decisión se emitió el {writtenOn}.",
    },
    summary: {
      phrases: [
        "usted nos? contó|dijo|escribió|preguntó|comunicó",
        "nos contó|dijo|escribió que|sobre",
        "su queja|reclamación|preocupación",
      ],
      insert: "Usted nos contó esto:\n\n{summaries}",
    },
    confirmed_or_not: {
      phrases: ["comprobamos|confirmamos|confirmado|confirmada|confirmó|confirmar"],
      insert: "{results}",
    },
    corrective_action: {
      phrases: [
        "hemos cambiado|corregido|introducido|formado|empezado|puesto|reparado",
        "cambiamos|corregimos|introdujimos|formamos|empezamos|pusimos|reparamos",
        "para que|evitar no|esto|que",
        "desde ahora|entonces",
        "no ha|hemos cambiado",
      ],
      insert: null,
    },
    next_answer_by: {
      phrases: [
        "responder|respuesta|respuesta|escribir|escribiremos|responderemos|llamaremos|recibirá|contestaremos|informaremos",
      ],
      insert: null,
    },
    still_working: {
      phrases: ["seguimos|continuamos|todavía|aún", "necesitamos más tiempo"],
      insert: "Seguimos investigando lo que usted nos contó.",
    },
    reason_for_delay: { phrases: ["porque", "debido a", "motivo|razón|causa"], insert: null },
    offer_to_discuss: {
      phrases: ["hablar|conversar|reunirnos|reunirse|conversación|reunión"],
      insert:
        "Nos gustaría hablar con usted sobre cómo lo investigamos y cuánto tiempo llevará. Puede llamar a {contact}.",
    },
    consent_purpose: {
      phrases: ["consentimiento|autorización|permiso"],
      insert:
        "Necesitamos el consentimiento por escrito del paciente para hablar con usted de lo que está en su historia.",
    },
    how_to_answer: {
      phrases: ["firme|firmar|devuelva|devolver|envíe|enviar|rellene|rellenar|llame|responda"],
      insert: "Por favor, firme el formulario y envíelo a {contact}.",
    },
  },
  findings: {
    upheld: "Lo investigamos y comprobamos que pasó como usted nos contó.",
    partly: "Lo investigamos y confirmamos una parte.",
    not_upheld: "Lo investigamos y no pudimos confirmarlo.",
  },
};
