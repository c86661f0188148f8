import { expect, test } from "vitest";
import { deliverMail } from "@/lib/notification/mutations/deliver";
import { sendAgain } from "@/lib/notification/mutations/send-again";
import { listOutbox } from "@/lib/notification/queries";
import { attempt } from "../../support/evidence";
import { aCase, aMail, aNotification, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";

test("without a mail server an e-mail is kept where the administrator reads it, and stays there", async () => {
  const site = await aSite();
  const dana = await aViewer({ site });
  const admin = await aViewer({ site, role: "administrator" });
  const given = await aCase({ site });
  const { id } = await aMail({ personId: dana.personId, caseId: given.id });
  await aNotification({ of: given, personId: dana.personId, deliveryId: id });
  expect(await deliverMail({ actor: { id: null, name: "E-mail" }, now: NOW }, id)).toBe("kept");
  const { rows } = await listOutbox(admin, { tab: "kept" });
  expect(rows).toMatchObject([
    {
      id,
      to: { email: dana.email },
      subject: `${given.reference}: You were mentioned in a note`,
      text: expect.stringContaining(`/cases/${given.reference}`),
    },
  ]);
  expect(await attempt(() => sendAgain(userCtxFor(admin), { deliveryId: id }))).toEqual({
    outcome: "CONFLICT",
    changed: [],
  });
  expect((await listOutbox(dana, { tab: "kept" })).rows).toEqual([]);
});
