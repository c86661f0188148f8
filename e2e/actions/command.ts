import { KEY_MAP } from "@/lib/shared/keys";
import { type Action, all } from "../outcomes";

const asGiven = Object.fromEntries(KEY_MAP.map(({ name, key }) => [`keys.${name}`, key]));

export const COMMAND_ACTIONS: Action[] = [
  {
    name: "findToOpenAction",
    path: "/",
    fields: async ({ rows, place }) => ({ q: (await rows.patient(place)).name }),
    own: all("done"),
    foreign: all("done"),
  },
  {
    name: "chooseKeysAction",
    path: "/account",
    fields: async () => ({ ...asGiven, lettersOn: "on" }),
    own: all("done"),
    foreign: null,
  },
  {
    name: "chooseKeysAction",
    use: "one key for two things",
    path: "/account",
    fields: async () => ({ ...asGiven, "keys.assign": "e" }),
    own: all("INVALID"),
    foreign: null,
  },
  {
    name: "resetKeysAction",
    path: "/account",
    fields: async () => ({}),
    own: all("done"),
    foreign: null,
  },
];
