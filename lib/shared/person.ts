/** Somebody on staff, as any page names them. */
export type Person = { id: string; name: string };

const FIRST = /^(\p{Lu})\p{L}[^\s]*\s+(\S.*)$/u;

/** "M. Ohene" for Marcus Ohene: the last names whole, for they tell people apart. A name without a first one stays as it is. */
export function shortName(name: string): string {
  const [, initial, last] = FIRST.exec(name.trim()) ?? [];
  return initial && last ? `${initial}. ${last}` : name;
}

/** Of each of these names how it is told where room is short; one that would then be as another's stays whole. */
export function shortNames(names: string[]): Map<string, string> {
  const own = [...new Set(names)];
  const short = own.map(shortName);
  return new Map(
    own.map((name, at) => [
      name,
      short.indexOf(short[at] ?? "") === short.lastIndexOf(short[at] ?? "") ? (short[at] ?? name) : name,
    ]),
  );
}
