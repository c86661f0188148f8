import { KEY_MAP, type KeyChoice, type KeyName } from "@/lib/shared/keys";

/** Why this cannot be the key for it, as a sentence; null where it can, and where it is to have none. Of two that clash the one further down is told. */
export function whyNotThisKey(name: KeyName, keys: Record<KeyName, string>): string | null {
  const chosen = keys[name];
  if (chosen === "") return null;
  if ([...chosen].length > 1 || !/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(chosen)) {
    return "A key is one letter, digit or sign.";
  }
  const place = KEY_MAP.findIndex((each) => each.name === name);
  const other = KEY_MAP.find((each, index) => index < place && keys[each.name] === chosen);
  return other ? `“${chosen.toUpperCase()}” is already the key for “${other.label}”. Choose another one.` : null;
}

/** What differs from the keys as they are given out: all that is kept. */
export function ownKeys(keys: Record<KeyName, string>): KeyChoice["own"] {
  return Object.fromEntries(KEY_MAP.flatMap(({ name, key }) => (keys[name] === key ? [] : [[name, keys[name]]])));
}
