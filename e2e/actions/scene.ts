import type { Scene } from "../outcomes";

export const aCase = ({ rows, place, staff }: Scene) => rows.case(place, staff);

export const aRequest = async (scene: Scene) => scene.rows.request(scene.place, await aCase(scene), scene.staff);

// The day on which every site of the tests already is.
export function today(days = 0): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
