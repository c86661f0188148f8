"use server";

import { defineAction } from "@/lib/platform/action";
import { chooseChannels } from "./mutations/choose-channels";
import { readAll, readNotification } from "./mutations/read";
import { sendAgain, sendAllAgain } from "./mutations/send-again";
import {
  chooseChannelsSchema,
  readAllSchema,
  readNotificationSchema,
  sendAgainSchema,
  sendAllAgainSchema,
} from "./schema";

export const readNotificationAction = defineAction({
  name: "readNotification",
  input: readNotificationSchema,
  run: readNotification,
});

export const readAllAction = defineAction({
  name: "readAll",
  input: readAllSchema,
  run: readAll,
  revalidate: () => ["/notifications"],
});

export const chooseChannelsAction = defineAction({
  name: "chooseChannels",
  input: chooseChannelsSchema,
  run: chooseChannels,
  revalidate: () => ["/account"],
});

const outbox = () => ["/admin/outbox"];

export const sendAgainAction = defineAction({
  name: "sendAgain",
  input: sendAgainSchema,
  run: sendAgain,
  revalidate: outbox,
});

export const sendAllAgainAction = defineAction({
  name: "sendAllAgain",
  input: sendAllAgainSchema,
  run: sendAllAgain,
  revalidate: outbox,
});
