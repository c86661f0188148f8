/**
 * Whether one word may be meant by the other, with a letter wrong, missing, too many, or two the other way round; two such slips from seven
 * letters on (optimal string alignment). The measure is the number of slips, or null where it is another word.
 */
export function countSlips(typed: string, word: string): number | null {
  const [a, b] = [[...typed], [...word]];
  const most = allowance(a.length);
  if (Math.abs(a.length - b.length) > most) return null;
  let [before, last]: number[][] = [[], b.map((_, at) => at)];
  last = [...(last ?? []), b.length];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const ways = [at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (isSame ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) ways.push(at(before, j - 2) + 1);
      row.push(Math.min(...ways));
    }
    [before, last] = [last, row];
  }
  const slips = at(last, b.length);
  return slips <= most ? slips : null;
}

function allowance(letters: number): number {
  if (letters < 4) return 0;
  return letters < 7 ? 1 : 2;
}

function at(row: number[] | undefined, place: number): number {
  return row?.[place] ?? Number.POSITIVE_INFINITY;
}
