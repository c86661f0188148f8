import type { Random } from "./random";
import type { Country } from "./words/text";

const STREETS: Record<Country, readonly string[]> = {
  US: [
    "Larch Street",
    "Old Mill Road",
    "Cannery Row",
    "Juniper Avenue",
    "W. 3rd Street",
    "Tannery Lane",
    "Prospect Place",
  ],
  GB: ["Gorse Lane", "Chapel Row", "The Ropewalk", "Tenter Street", "Nightingale Close", "Lower Quay"],
  NZ: ["Totara Crescent", "Bluff Road", "Harakeke Street", "Tui Glen", "Kiln Road"],
};
const TOWNS: Record<Country, readonly string[]> = {
  US: ["Wexley Falls, NY", "Port Halden, NY", "Marlow Heights, NY", "East Tarrow, NJ"],
  GB: ["Larkmoor", "Thornby-on-Sea", "Upper Millgate"],
  NZ: ["Kōwhai Bay", "Waitoru", "Northhead"],
};

/** A telephone number from the ranges kept for fiction, an address in a town that is not, and a mailbox at example.com. */
export function contactDetails(
  random: Random,
  { country, name }: { country: Country; name: string },
): { phone: string; email: string; address: string } {
  return { phone: phoneNumber(random, country), email: mailbox(random, name), address: streetAddress(random, country) };
}

export function phoneNumber(random: Random, country: Country): string {
  const two = String(random.int(10, 99));
  switch (country) {
    case "US":
      return `(${random.pick(["518", "315", "607", "845"])}) 555-01${two}`;
    case "GB":
      return random.chance(0.6) ? `07700 900${random.int(1, 9)}${two}` : `020 7946 0${random.int(1, 9)}${two}`;
    case "NZ":
      return random.chance(0.5) ? `09 555 01${two}` : `021 555 01${two}`;
    default:
      return country satisfies never;
  }
}

export function mailbox(random: Random, name: string): string {
  const latin = name
    .normalize("NFD")
    .replace(/[\p{M}’'.,()‘]/gu, "")
    .toLowerCase()
    .replace(/[^a-z]+/gu, ".")
    .replace(/^\.|\.$/gu, "")
    .slice(0, 28);
  const box = latin.length > 2 ? latin : random.pick(["familymail", "reachme", "home.inbox"]);
  return `${box}${random.chance(0.5) ? random.int(2, 99) : ""}@example.${random.pick(["com", "org", "net"])}`;
}

function streetAddress(random: Random, country: Country): string {
  const flat = random.chance(0.25) ? `, ${country === "US" ? "Apt" : "Flat"} ${random.int(1, 24)}` : "";
  return `${random.int(1, 240)} ${random.pick(STREETS[country])}${flat}, ${random.pick(TOWNS[country])}`;
}
