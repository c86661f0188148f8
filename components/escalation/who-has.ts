import { ROLE_TARGET_LABELS } from "@/lib/escalation/labels";
import type { TargetRole } from "@/lib/escalation/rules/matrix";
import type { Person } from "@/lib/shared/person";

type Asked = { to: Person | null; toRole: string | null };

/** Who is to answer, as the end of a sentence: a person, everybody of a role, or any supervisor. */
export function whoHas({ to, toRole }: Asked): string {
  if (to) return to.name;
  const role = isTarget(toRole) ? ROLE_TARGET_LABELS[toRole].toLowerCase() : null;
  return role ? `the ${role}` : "any supervisor of the site";
}

function isTarget(role: string | null): role is TargetRole {
  return role !== null && Object.hasOwn(ROLE_TARGET_LABELS, role);
}
