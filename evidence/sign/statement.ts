import { z } from "zod";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { PREDICATES, type Kind, type Predicate } from "./predicates";

/** in-toto Statement v1 (in-toto/attestation, spec/v1/statement.md). */
export const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
/** in-toto's media type in a DSSE envelope. */
export const PAYLOAD_TYPE = "application/vnd.in-toto+json";

/** in-toto matches subjects by digest alone; the name says what the digest is of. */
export interface Subject {
  readonly name: string;
  readonly digest: { readonly sha256: string };
}

export interface Statement<K extends Kind = Kind> {
  readonly kind: K;
  readonly subject: readonly Subject[];
  readonly predicate: Predicate<K>;
}

const text = z.string().min(1);
const statement = z.strictObject({
  _type: z.literal(STATEMENT_TYPE),
  subject: z
    .array(z.strictObject({ name: text, digest: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }) }))
    .min(1)
    .refine((subjects) => new Set(subjects.map(({ name }) => name)).size === subjects.length, "each subject once"),
  predicateType: z.string(),
  predicate: z.unknown(),
});

/** The bytes that are signed: this order of fields, no space. */
export function writeStatement({ kind, subject, predicate }: Statement): string {
  return JSON.stringify({ _type: STATEMENT_TYPE, subject, predicateType: PREDICATES[kind].type, predicate });
}

/** Reads signed bytes strictly. `at` names the file in messages. */
export function parseStatement(content: string, at: string): Statement {
  const json = parse(content, at);
  const { data, error } = statement.safeParse(json);
  if (!data) throw refuse(at, issueOf(error), "an in-toto Statement v1 and nothing more");
  const kind = (Object.keys(PREDICATES) as Kind[]).find((name) => PREDICATES[name].type === data.predicateType);
  if (!kind) throw refuse(at, `the predicate type ${data.predicateType}`, `one of ${Object.keys(PREDICATES).join(", ")}`);
  const predicate = parsePredicate(kind, data.predicate, at);
  const expected = subjectsOf(predicate);
  for (const { name, digest: wanted } of expected) {
    const found = data.subject.find((subject) => subject.name === name);
    if (found?.digest.sha256 !== wanted.sha256)
      throw refuse(at, `the subject ${name} as ${found?.digest.sha256 ?? "nothing"}`, `${wanted.sha256}, as the predicate says`);
  }
  return { kind, subject: data.subject, predicate } as Statement;
}

/** The kind that a document says it is by its schema. */
export function kindOf(json: unknown, at: string): Kind {
  const schema = typeof json === "object" && json !== null && "schema" in json ? json.schema : undefined;
  const kind = (Object.keys(PREDICATES) as Kind[]).find((name) => PREDICATES[name].form.shape.schema.value === schema);
  if (kind) return kind;
  throw refuse(
    at,
    `schema ${JSON.stringify(schema) || "nothing"}`,
    `one of ${Object.values(PREDICATES)
      .map(({ form }) => form.shape.schema.value)
      .join(", ")}`,
  );
}

export function parsePredicate<K extends Kind>(kind: K, json: unknown, at: string): Predicate<K> {
  const { data, error } = PREDICATES[kind].form.safeParse(json);
  if (data) return data as Predicate<K>;
  throw refuse(at, issueOf(error as z.ZodError), `a ${kind} of schema version 1, whole, without other fields`);
}

const plain = (value: string) => ({ sha256: value.replace(/^sha256:/, "") });

/** What a predicate speaks of, by digest: the statement's subjects, beside those that the signer adds (a plan, a state). */
export function subjectsOf(of: Predicate<Kind>): readonly Subject[] {
  const program = "program" in of && of.program !== null ? [{ name: "program", digest: plain(of.program) }] : [];
  if (of.schema === "ringfence.log-head/1") return [{ name: "log-entry", digest: plain(of.sha256) }];
  if (of.schema === "ringfence.review-verdict/1") return [...program, { name: "report", digest: plain(of.report) }];
  if (of.schema === "ringfence.dry-run/1") return [...program, { name: "listing", digest: plain(of.listing) }];
  if (of.schema === "ringfence.destruction/1" && of.proof) {
    const { record, before, after } = of.proof;
    return [...program, ...Object.entries({ record, before, after }).map(([name, sha]) => ({ name, digest: plain(sha) }))];
  }
  if (of.schema !== "ringfence.reconciliation/1") return program;
  const files = (side: "legacy" | "home") =>
    of[side].files.map(({ sha256 }, index) => ({ name: `inventory/${side}/${index}`, digest: plain(sha256) }));
  return [
    ...program,
    ...files("legacy"),
    ...files("home"),
    { name: "query", digest: plain(of.query.sha256) },
    { name: "rows", digest: plain(of.rows.sha256) },
  ];
}

/** JSON that every reader reads alike: what JSON.parse drops in silence (a repeated key) does not come back out. */
function parse(content: string, at: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw refuse(at, "no JSON", "an in-toto Statement v1");
  }
  if (JSON.stringify(json) === content) return json;
  throw refuse(at, "JSON with spaces, repeated keys or escapes that the writer does not make", "the statement as `evidence sign` wrote it");
}

function issueOf(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join(".") || "the document"}: ${issue?.message ?? "not of this form"}`;
}

function refuse(at: string, given: string, expected: string): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.statement, { at, given, expected, fix: "Have the evidence made and signed again." });
}
