type Named = { id: string; name: string };

/** The colleagues whose "@Name" stands in a text. Namesakes are all meant: better one told too many than one too few. */
export function findMentions<P extends Named>(text: string, people: readonly P[]): P[] {
  return people.filter(({ name }) => {
    for (let at = text.indexOf(`@${name}`); at >= 0; at = text.indexOf(`@${name}`, at + 1)) {
      const before = text.slice(0, at);
      const after = text.slice(at + 1 + name.length);
      if (!/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(after) && !isLonger(after, name, people))
        return true;
    }
    return false;
  });
}

// "@Ann Lee Park" names Ann Lee Park and not Ann Lee.
function isLonger(after: string, name: string, people: readonly Named[]): boolean {
  return people.some(
    (other) =>
      other.name.length > name.length && other.name.startsWith(name) && after.startsWith(other.name.slice(name.length)),
  );
}

/** What is being looked for where a name is begun with @ before the caret, or null. */
export function mentionBegunIn(beforeCaret: string): string | null {
  return /(?:^|[^\p{L}\p{N}])@([^@\n]{0,40})$/u.exec(beforeCaret)?.[1] ?? null;
}

/** The colleagues of whose name a word begins so, at most six, regardless of case and accents. */
export function suggestColleagues<P extends Named>(begun: string, people: readonly P[]): P[] {
  const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = fold(begun);
  return people.filter(({ name }) => fold(name).startsWith(wanted) || fold(name).includes(` ${wanted}`)).slice(0, 6);
}
