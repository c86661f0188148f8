import { Card, CardHeader } from "@/components/ui/card";
import type { CaseReferrals } from "@/lib/referral/types";
import { formatDay } from "@/lib/shared/dates";
import { RecordReferral } from "./record-referral";
import { TakeBackReferral } from "./take-back-referral";

type Given = { caseId: string; referrals: CaseReferrals; today: string };

/** Where the case went outside, and on which day; nothing for whoever only reads a case that went nowhere. */
export function ReferralCard({ caseId, referrals: { rows, bodies, mayRecord }, today }: Given) {
  if (rows.length === 0 && !mayRecord) return null;
  return (
    <Card aria-labelledby="outside">
      <CardHeader id="outside" title="Outside bodies">
        {mayRecord ? <RecordReferral caseId={caseId} bodies={bodies} today={today} /> : null}
      </CardHeader>
      {rows.length === 0 ? (
        <p className="p-3.5 text-sm text-muted">It is not recorded that this went to an ombudsman or another body.</p>
      ) : (
        <ul className="divide-y divide-line">
          {rows.map(({ id, body, referredOn, by }) => (
            <li key={id} className="flex items-start gap-2 px-3.5 py-2.5">
              <div className="min-w-0 flex-1">
                <bdi className="wrap-anywhere">{body}</bdi>
                <p className="text-sm text-muted tabular-nums">
                  {formatDay(new Date(referredOn))}, recorded by <bdi>{by}</bdi>
                </p>
              </div>
              {mayRecord ? <TakeBackReferral referralId={id} body={body} /> : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
