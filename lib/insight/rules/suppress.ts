/** Groups of fewer people are not shown. Source: CMS cell size suppression policy. */
export const LEAST_SHOWN = 11;

export type Group = { group: string; count: number };
/** Null: hidden. `isForOthers`: large enough itself, and hidden so that what is smaller cannot be told by subtraction. */
export type ShownGroup = { group: string; count: number | null; isForOthers: boolean };

/**
 * Groups with the small ones hidden: those of 1 to 10 people, and where what is hidden could be told from the total, the next smallest too,
 * until two groups and 11 people at least are hidden together. Nobody is in a group of none, which is shown.
 * @param already groups that are hidden whatever they count here
 * @throws RangeError for a count that is no whole number from 0
 */
export function suppressSmall(groups: Group[], already: ReadonlySet<string> = new Set()): ShownGroup[] {
  const odd = groups.find(({ count }) => !Number.isInteger(count) || count < 0);
  if (odd) throw new RangeError(`${odd.group}: a number of people cannot be ${odd.count}.`);
  const isHidden = (group: Group) => isSmall(group) || (group.count > 0 && already.has(group.group));
  const hidden = new Set(groups.filter(isHidden));
  const rest = groups.filter((group) => group.count > 0 && !hidden.has(group)).toSorted((a, b) => a.count - b.count);
  while (hidden.size > 0 && !isSafe([...hidden])) {
    const next = rest.shift();
    if (!next) break;
    hidden.add(next);
  }
  return groups.map((group) => ({
    group: group.group,
    count: hidden.has(group) ? null : group.count,
    isForOthers: hidden.has(group) && !isSmall(group),
  }));
}

function isSmall({ count }: Group): boolean {
  return count > 0 && count < LEAST_SHOWN;
}

function isSafe(hidden: Group[]): boolean {
  return hidden.length > 1 && hidden.reduce((sum, { count }) => sum + count, 0) >= LEAST_SHOWN;
}

/** Whether the total of these groups may be shown: else it would tell what they hide. */
export function mayShowTotal(shown: ShownGroup[], groups: Group[]): boolean {
  const hidden = groups.filter((_, index) => shown[index]?.count === null);
  return hidden.length === 0 || isSafe(hidden);
}
