import { say, complain } from "../terminal";

/** Prints a JSON Schema, derived from what validates. */
export async function schema(of: string): Promise<number> {
  if (of === "program") {
    const [{ z }, { programSchema }] = await Promise.all([import("zod"), import("../../config/schema/schema")]);
    say(JSON.stringify(z.toJSONSchema(programSchema, { io: "input" }), null, 2));
    return 0;
  }
  if (of === "report") {
    say(JSON.stringify((await import("../../review/report/schema")).reportSchema(), null, 2));
    return 0;
  }
  complain(`CLI-USAGE schema: given ${JSON.stringify(of)}, expected program or report`);
  return 2;
}
