import { itemAt, type Random } from "./random";
import { BACKGROUNDS, type Background, LONG_NAMES, PREFERRED } from "./words/names";
import type { AgeBand, Country } from "./words/text";

/** A patient as the case needs them; what is left out may be anything. */
export type Wish = {
  language?: string;
  sex?: "f" | "m";
  age?: AgeBand;
  needsInterpreter?: boolean;
  /** Has to have died a while before the case. */
  hasDied?: boolean;
};

/** A name and what comes with it. */
export type Naming = { name: string; family: string; language: string; needsInterpreter: boolean };

export function asNaming(unusual: (typeof LONG_NAMES)[number] | undefined): Naming {
  const { name, language } = unusual ?? itemAt(LONG_NAMES, 0);
  return { name, family: name.split(" ").at(-1) ?? name, language, needsInterpreter: false };
}

/** A name of somebody at a site in this country. Whoever speaks English may still have a name from elsewhere. */
export function nameSomebody(
  random: Random,
  { country, sex, wish }: { country: Country; sex: "f" | "m"; wish: Wish },
): Naming {
  const open = BACKGROUNDS.filter((one) => suits(one, wish));
  const background = random.weighted(open, (one) => weightOf(one, country, wish));
  const given = random.pick(sex === "f" ? background.women : background.men);
  const family = background.isWhole ? "" : random.pick(background.families);
  const full = background.isJoined ? family + given : `${given} ${family}`.trim();
  const needsInterpreter =
    wish.needsInterpreter ?? (wish.language !== "en" && random.chance(background.needsInterpreter ?? 0));
  return {
    name: withInitial(random, background, full),
    family,
    language: wish.language ?? background.language,
    needsInterpreter,
  };
}

function suits({ language, needsInterpreter }: Background, wish: Wish): boolean {
  if (wish.needsInterpreter && !needsInterpreter) return false;
  return wish.language === undefined || wish.language === "en" || wish.language === language;
}

function weightOf({ language, share, women }: Background, country: Country, wish: Wish): number {
  if (wish.language !== "en" || language === "en") return share[country] + (wish.language ? 0.5 : 0);
  const isLatin = /\p{Script=Latin}/u.test(women[0] ?? "");
  return share[country] * (isLatin ? 0.7 : 0.12);
}

function withInitial(random: Random, { language }: Background, name: string): string {
  if (language !== "en" || !random.chance(0.18)) return name;
  return name.replace(" ", ` ${random.pick([..."ABCDEFGHJKLMNPRSTW"])}. `);
}

export function preferredName(random: Random, language: string, sex: "f" | "m"): string | null {
  const names = PREFERRED[language]?.[sex];
  return names && random.chance(0.13) ? random.pick(names) : null;
}
