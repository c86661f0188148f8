import type { LetterKind, LetterLanguage } from "../schema";

const ACKNOWLEDGEMENT_EN = `Dear {{addressee}},

Thank you for telling us about this. We had your message on {{received_on}}. Its number here is {{reference}}.

# What we understood

{{issues}}

If we missed something, or got it wrong, please tell us.

# What happens next

We are looking into it now. You will have our answer by {{due_on}}.

You can ask about it at any time. Your contact is {{contact}}.

Raising this will not change the care that you are given.

Yours sincerely`;

const UPDATE_EN = `Dear {{addressee}},

You told us about this on {{received_on}}. Its number here is {{reference}}. We do not have the full answer yet, and we are sorry about the wait.

# What we have done so far

{{steps}}

# What happens next

We are still working on it. We will write to you again by {{due_on}}.

If you would like to talk before then, your contact is {{contact}}.

Yours sincerely`;

const CONSENT_EN = `Dear {{addressee}},

Thank you for telling us about the care of {{patient}}. We had your message on {{received_on}}. Its number here is {{reference}}.

# Why we are writing

Health records are private. Before we can share anything with you, {{patient}} has to agree.

# What we ask of you

- Please ask {{patient}} to sign the form that comes with this letter.
- Send it back to us, or bring it in.
- If {{patient}} cannot sign, please call us. We will tell you what else you can do.

We are looking into what you told us in the meantime.

Your contact is {{contact}}.

Yours sincerely`;

const RESOLUTION_EN = `Dear {{addressee}},

Thank you for telling us about this on {{received_on}}. Its number here is {{reference}}. This letter says what we did, and what we found.

# What we did

{{steps}}

# What we found

{{answers}}

We finished looking into this on {{completed_on}}.

# If you have questions

Please call or write. Your contact is {{contact}}.

# If you do not agree

You can also turn to:

{{outside_bodies}}

Yours sincerely`;

const CHANGE_EN = `Dear {{addressee}},

You told us about this on {{received_on}}. Its number here is {{reference}}. We said that we would look at what should change. This is what came of it.

# You said, we did

{{changes}}

Thank you for speaking up. If you have questions, your contact is {{contact}}.

Yours sincerely`;

const ACKNOWLEDGEMENT_ES = `Hola, {{addressee}}:

Gracias por contarnos lo que pasó. Su mensaje llegó el {{received_on}}. Su número es {{reference}}.

# Lo que entendimos

{{issues}}

Si falta algo, o si no es así, por favor díganos.

# Lo que sigue

Ya lo estamos viendo. Tendrá nuestra respuesta a más tardar el {{due_on}}.

Puede preguntar cuando quiera. Su contacto es {{contact}}.

Su queja no cambia la atención que recibe.

Un cordial saludo`;

const UPDATE_ES = `Hola, {{addressee}}:

Usted nos contó lo que pasó el {{received_on}}. Su número es {{reference}}. Aún no tenemos toda la respuesta, y sentimos la demora.

# Lo que hicimos hasta ahora

{{steps}}

# Lo que sigue

Seguimos con ello. Le escribiremos de nuevo a más tardar el {{due_on}}.

Si quiere hablar antes, su contacto es {{contact}}.

Un cordial saludo`;

const CONSENT_ES = `Hola, {{addressee}}:

Gracias por escribirnos sobre {{patient}}. Su mensaje llegó el {{received_on}}. Su número es {{reference}}.

# Por qué le escribimos

Los datos de salud son privados. Antes de darle datos, {{patient}} tiene que estar de acuerdo.

# Lo que le pedimos

- Pida a {{patient}} que firme la hoja que va con esta carta.
- Mándenos la hoja, o tráigala.
- Si {{patient}} no puede firmar, llámenos. Le diremos qué más puede hacer.

Mientras tanto, ya vemos lo que nos contó.

Su contacto es {{contact}}.

Un cordial saludo`;

const RESOLUTION_ES = `Hola, {{addressee}}:

Gracias por contarnos lo que pasó el {{received_on}}. Su número es {{reference}}. Esta carta dice qué hicimos y qué encontramos.

# Lo que hicimos

{{steps}}

# Lo que encontramos

{{answers}}

Terminamos de verlo el {{completed_on}}.

# Si tiene preguntas

Llame o escriba. Su contacto es {{contact}}.

# Si no está de acuerdo

También puede acudir a:

{{outside_bodies}}

Un cordial saludo`;

const CHANGE_ES = `Hola, {{addressee}}:

Usted nos contó lo que pasó el {{received_on}}. Su número es {{reference}}. Dijimos que veríamos qué debe cambiar. Esto es lo que salió.

# Usted lo dijo y lo hicimos

{{changes}}

Gracias por hablar. Si tiene preguntas, su contacto es {{contact}}.

Un cordial saludo`;

/** The templates that come with Heard, used as they are until a site saves its own. A translation first needs somebody's sign-off there. */
export const STARTERS: Record<LetterLanguage, Record<LetterKind, string>> = {
  en: {
    acknowledgement: ACKNOWLEDGEMENT_EN,
    update: UPDATE_EN,
    consent_request: CONSENT_EN,
    resolution: RESOLUTION_EN,
    change: CHANGE_EN,
  },
  es: {
    acknowledgement: ACKNOWLEDGEMENT_ES,
    update: UPDATE_ES,
    consent_request: CONSENT_ES,
    resolution: RESOLUTION_ES,
    change: CHANGE_ES,
  },
};
