import { Card, CardHeader } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { MOMENT_LABELS } from "@/lib/survey/labels";
import type { SettingView } from "@/lib/survey/types";
import { SettingDialog } from "./setting-dialog";

type SettingsCardProps = { settings: SettingView[]; hasMail: boolean };

/** Whether each site asks, with what, and when. */
export function SettingsCard({ settings, hasMail }: SettingsCardProps) {
  return (
    <Card aria-labelledby="settings">
      <CardHeader id="settings" title="What is sent" />
      {hasMail ? null : (
        <Notice tone="soon" live="none" className="m-3.5 mb-0">
          E-mail is not set up here, so no survey goes out.
        </Notice>
      )}
      <ul className="divide-y divide-line">
        {settings.map((setting) => (
          <li key={setting.siteId} className="flex flex-wrap items-start gap-x-3 gap-y-1.5 px-3.5 py-2.5">
            <div className="min-w-0 flex-1 basis-40">
              <p className="font-medium wrap-anywhere">{setting.site}</p>
              <p className="text-sm text-muted">{tell(setting)}</p>
            </div>
            {setting.mayChange ? <SettingDialog setting={setting} /> : null}
          </li>
        ))}
      </ul>
      <p className="border-t px-3.5 py-2.5 text-sm text-muted">
        Once for a concern, complaint or grievance, by e-mail. Never where it is sensitive, the patient has died,
        whoever raised it is unnamed, may not be told, or wants no surveys; the page of the case says which.
      </p>
    </Card>
  );
}

function tell({ isOn, survey, moment, afterDays, quietDays }: SettingView): string {
  if (!isOn) return "No surveys are sent.";
  const days = afterDays === 1 ? "1 day" : `${afterDays} days`;
  const quiet =
    quietDays === 0 ? "" : ` Nobody is asked twice within ${quietDays === 1 ? "1 day" : `${quietDays} days`}.`;
  return `${survey}, ${days} ${MOMENT_LABELS[moment].toLowerCase()}.${quiet}`;
}
