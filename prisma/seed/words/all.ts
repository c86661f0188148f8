import { CARE_HOME } from "./care-home";
import { CLINICS } from "./clinics";
import { DEPARTMENTS } from "./departments";
import { EVERYWHERE } from "./everywhere";
import { HOSPITAL } from "./hospital";
import { LANGUAGES } from "./languages";
import type { Text } from "./text";

export { OUTPATIENT_WAITS } from "./outpatient-waits";

/** Every text but those of the planted rise. */
export const TEXTS: readonly Text[] = [
  ...HOSPITAL,
  ...DEPARTMENTS,
  ...EVERYWHERE,
  ...CLINICS,
  ...CARE_HOME,
  ...LANGUAGES,
];
