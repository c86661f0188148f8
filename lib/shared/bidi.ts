// Letters of scripts that are written from right to left, with what stands between the words of one name.
const RUN =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}](?:[\p{M}\s'’.-]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{M}])*/gu;
const [FIRST_STRONG_ISOLATE, POP_ISOLATE] = ["\u2068", "\u2069"];

/**
 * A sentence of ours with the names in it kept to themselves (UAX #9, 2.4): without that a number, or a second such name, that follows one
 * written from right to left changes places with it.
 */
export function isolateNames(sentence: string): string {
  return sentence.replace(RUN, (name) => `${FIRST_STRONG_ISOLATE}${name}${POP_ISOLATE}`);
}
