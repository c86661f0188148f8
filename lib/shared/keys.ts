/** What has a key, the same on every page that offers it. The one list of them: nothing can be bound to a key that is not here. */
export const KEY_MAP = [
  { name: "search", key: "/", label: "Search" },
  { name: "newCase", key: "c", label: "New case" },
  { name: "next", key: "j", label: "Next row, or next case of the queue" },
  { name: "previous", key: "k", label: "Previous row, or previous case of the queue" },
  { name: "select", key: "x", label: "Select the row" },
  { name: "assign", key: "a", label: "Assign" },
  { name: "take", key: "i", label: "Take the case" },
  { name: "status", key: "s", label: "Other steps of the case" },
  { name: "letter", key: "r", label: "Write a letter" },
  { name: "note", key: "n", label: "Write a note" },
  { name: "contact", key: "l", label: "Log a contact" },
  { name: "followUp", key: "f", label: "Follow up" },
  { name: "escalate", key: "e", label: "Escalate" },
  { name: "tag", key: "t", label: "Tag" },
  { name: "help", key: "?", label: "Keys on this page" },
] as const;

/** Not letters or signs by themselves, so nobody presses or says them by accident: they cannot be turned off or changed. */
export const FIXED_KEYS = ["mod+k", "mod+Enter", "Enter", "Escape"] as const;

export type KeyName = (typeof KEY_MAP)[number]["name"];
export type LetterKey = (typeof KEY_MAP)[number]["key"];
export type BoundKey = LetterKey | (typeof FIXED_KEYS)[number];

/** What a person made of the keys: whether those of a single letter or sign are heard at all, and by which others they go; by none ("") where one is off. */
export type KeyChoice = { lettersOff: boolean; own: Partial<Record<KeyName, string>> };

export const KEYS_AS_GIVEN: KeyChoice = { lettersOff: false, own: {} };

/** The key that a person presses for what has this key by default; null while it is turned off. */
export function chosenKey(bound: string, choice: KeyChoice): string | null {
  const entry = KEY_MAP.find(({ key }) => key === bound);
  if (!entry) return bound;
  return choice.lettersOff ? null : (choice.own[entry.name] ?? entry.key) || null;
}

/** A key as it is printed: "A", "Esc", "Ctrl K". */
export function printKey(key: string, isApple: boolean): string {
  if (key.startsWith("mod+")) return `${isApple ? "⌘" : "Ctrl"} ${printKey(key.slice(4), isApple)}`;
  if (key === "Escape") return "Esc";
  return key.length === 1 ? key.toUpperCase() : key;
}
