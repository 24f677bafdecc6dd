import { readingOf } from "../../catalogue/data-sources";
import { dataBlocks, type DataBlock } from "../../facts/data-blocks";
import { met, unknown, type StackRule, type Verdict } from "../rule";

export const dataRead: StackRule = {
  id: "LOCATION-09",
  claim: "location",
  subject: "stack",
  title: "What is read to make a plan runs no program and sends nothing.",
  why: "Data sources are read when terraform plans, before anybody has agreed to anything: `external` runs a program, `aws_lambda_invocation` a function, and `http` sends a request (their providers' documentation). A plain GET or HEAD whose URL and headers are constants and which has no body sends nothing of the estate's, and is met; any other may carry data out.",
  fix: "Make the value before the plan and give it as a variable; of `http` keep a GET of a constant URL, without a body. A type whose provider is in no table may be classified by the program, with the reason.",
  judge: (stack, facts) =>
    dataBlocks(stack).flatMap((block) => {
      if (block.unread) return [];
      const classified = facts.classified(block.type);
      return [{ ...(classified === undefined ? judge(block) : met(classified)), address: block.address }];
    }),
};

function judge(block: DataBlock): Verdict {
  const reading = readingOf(block.type);
  if (!reading) return unknown(`the type ${block.type} is in no table, so reading it may do anything`, { value: block.type });
  if (reading.does === "nothing") return met();
  const carries = reading.does === "runs" ? "" : carried(block);
  if (carries === undefined) return met("it is a plain request for a constant URL");
  return unknown(`${reading.what}${carries && `, and ${carries.says}`}`, {
    value: block.type,
    ...(carries && { attribute: carries.attribute }),
  });
}

/** What of a request may carry data; undefined where nothing does. */
function carried({ written }: DataBlock): { readonly attribute: string; readonly says: string } | undefined {
  const method = written("method");
  if (written("request_body").kind !== "absent") return { attribute: "request_body", says: "it has a body" };
  const plain = method.kind === "absent" || (method.kind === "constant" && ["GET", "HEAD"].includes(String(method.value)));
  if (!plain) return { attribute: "method", says: "it is no plain GET" };
  if (written("url").kind !== "constant") return { attribute: "url", says: "its URL is not constant" };
  if (written("request_headers").kind === "open") return { attribute: "request_headers", says: "its headers are not constant" };
  return undefined;
}
