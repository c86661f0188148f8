import { type Currency, currencyOf, currencyOfCountry } from "@/lib/billing/rules/currencies";
import { LIMITED_ROLES, type LimitedRole } from "../schema";

/** What each role may promise where an administrator has set nothing, in minor units. A site's own policy replaces it. */
const DEFAULT_LIMITS: Record<LimitedRole, number> = { associate: 0, supervisor: 25_000, manager: 250_000 };

export type Limits = Record<LimitedRole, number>;

/** The limits of a site: what was set there, or what every site begins with. */
export function limitsOf(rows: readonly { role: string; amount: bigint }[]): Limits {
  const of = (role: LimitedRole) => {
    const set = rows.find((row) => row.role === role);
    return set ? Number(set.amount) : DEFAULT_LIMITS[role];
  };
  return { associate: of("associate"), supervisor: of("supervisor"), manager: of("manager") };
}

type Holder = { grants: readonly { role: string; siteId: string }[] };

/** How much a person may promise at a site: the most that one of their roles there allows. */
export function limitOf({ grants }: Holder, siteId: string, limits: Limits): number {
  const own = LIMITED_ROLES.filter((role) => grants.some((grant) => grant.siteId === siteId && grant.role === role));
  return Math.max(0, ...own.map((role) => limits[role]));
}

/** The roles whose holders are asked to approve an amount: those whose limit covers it; the managers where none does. */
export function approversOf(amount: number, limits: Limits): LimitedRole[] {
  const covering = LIMITED_ROLES.filter((role) => limits[role] >= amount);
  return covering.length > 0 ? covering : ["manager"];
}

/** Amounts are promised in the currency of the site's country. */
export function currencyOfSite({ country }: { country: string }): Currency {
  return currencyOf(currencyOfCountry(country));
}
