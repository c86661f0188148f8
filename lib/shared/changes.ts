type Compared<F extends string> = {
  row: Record<F, unknown>;
  /** What the person saw when they began. */
  base: Record<F, unknown>;
  input: Record<F, unknown>;
};

/**
 * Which fields a person changed, and which of these somebody else changed meanwhile to something else. Only a field that both changed
 * is contested (decision 0006).
 */
export function compareChanges<F extends string>(fields: readonly F[], { row, base, input }: Compared<F>) {
  const wanted = fields.filter((field) => input[field] !== base[field] && input[field] !== row[field]);
  return { wanted, contested: wanted.filter((field) => row[field] !== base[field]) };
}
