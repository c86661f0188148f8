export type Press = Pick<
  KeyboardEvent,
  "key" | "altKey" | "shiftKey" | "ctrlKey" | "metaKey" | "repeat" | "isComposing" | "defaultPrevented"
>;

/** What is heard of a press, as keys are written here: "a", "/", "mod+k", "Escape". Null: nothing is. */
export function keyOf(press: Press): string | null {
  if (press.altKey || press.repeat || press.isComposing || press.defaultPrevented) return null;
  if (press.shiftKey && /^\p{L}$/u.test(press.key)) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return press.ctrlKey || press.metaKey ? `mod+${key}` : key;
}

/**
 * What a press in the box for a key chooses: the key, "unheard" where it writes something that is not heard as a key (with Alt, or as an
 * accent to be composed), or null where it writes nothing and is left to the browser.
 */
export function choiceOf(press: Press): { key: string } | "unheard" | null {
  if (press.repeat || ((press.ctrlKey || press.metaKey) && !press.altKey)) return null;
  if (press.key === "Dead" || press.key === "Process") return "unheard";
  if (press.key.length !== 1) return null;
  const key = keyOf(press);
  return key === null ? "unheard" : { key };
}
