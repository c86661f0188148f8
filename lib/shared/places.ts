const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

// Codes that name a group, a reserve or nothing in particular rather than a country (ISO 3166-1, exceptional reservations).
const NOT_COUNTRIES = new Set(["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"]);
// Retired codes that Intl still resolves to their successor's name.
const RETIRED = new Set([
  "BU",
  "CS",
  "DD",
  "DY",
  "FX",
  "HV",
  "NH",
  "NQ",
  "NT",
  "PC",
  "PU",
  "PZ",
  "RH",
  "SU",
  "TP",
  "UK",
  "VD",
  "WK",
  "YD",
  "YU",
  "ZR",
  "AN",
  "CT",
  "FQ",
  "JT",
  "MI",
  "PU",
]);

/** Countries as ISO 3166-1 alpha-2 codes with their English names, by name. */
export function listCountries(): { code: string; name: string }[] {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !NOT_COUNTRIES.has(code) && !RETIRED.has(code))
    .flatMap((code) => {
      const name = regions.of(code);
      return name ? [{ code, name }] : [];
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

export function isCountry(code: string): boolean {
  return listCountries().some((country) => country.code === code);
}

export function countryName(code: string): string {
  return regions.of(code) ?? code;
}

// Names that the runtime still gives for zones which the tz database has renamed (its file `backward`).
const RENAMED: Record<string, string> = {
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Louisville": "America/Kentucky/Louisville",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

/** IANA zones as the runtime knows them, by the names they bear today, UTC among them. */
export function listTimeZones(): string[] {
  const zones = [...Intl.supportedValuesOf("timeZone"), "UTC"].map(modernZone);
  return [...new Set(zones)].toSorted();
}

/** The name of today for a zone of any name: "Asia/Kolkata" for "Asia/Calcutta". */
export function modernZone(zone: string): string {
  return RENAMED[zone] ?? zone;
}
