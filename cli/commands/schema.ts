import { say } from "../terminal";
import { usage } from "../usage";

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
  throw usage("schema", "which", JSON.stringify(of), "program or report");
}
