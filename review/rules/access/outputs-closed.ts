import type { Stack } from "../../facts/model";
import { get, object, type Json } from "../../value";
import { breach, met, type StackRule, type Verdict } from "../rule";

/** Attributes that their providers mark as sensitive, by what they are called (provider schemas, aws 5.100.0, google 6.50.0, random, tls). */
const SECRET = new RegExp(
  `\\b(?:${[
    "random_password\\.[\\w-]+(?:\\[[^\\]]*\\])?\\.(?:result|bcrypt_hash)",
    "[a-z]\\w*_\\w+\\.[\\w-]+(?:\\[[^\\]]*\\])?\\.(?:secret_string|secret_binary|secret_data|password|master_password|master_user_password|root_password|auth_token|private_key|private_key_pem|private_key_openssh|encrypted_password|secret|secret_key|ses_smtp_password_v4|client_secret|connection_string|primary_access_key|primary_connection_string|plaintext)",
  ].join("|")})\\b`,
);

export const outputsClosed: StackRule = {
  id: "ACCESS-24",
  claim: "access",
  subject: "stack",
  title: "No output shows a secret.",
  why: "An output that is not sensitive stands in the terminal, in logs of the pipeline and in whatever reads the state; nonsensitive() takes the mark from a value that has it (Terraform, output values and the nonsensitive function).",
  fix: "Hand on the secret's ARN, not the secret; or mark the output as sensitive.",
  judge: (stack) => {
    const outputs = [...ofSource(stack), ...ofPlan(stack)];
    const shown = outputs.flatMap(({ name, text, sensitive }) => (sensitive === true ? [] : shows(name, text)));
    // What source and plan say alike is said once.
    if (shown.length > 0) return [...new Map(shown.map((each) => [each.address, each])).values()];
    return outputs.length > 0 ? [met()] : [];
  },
};

/** An output by what is written for it. */
interface Output {
  readonly name: string;
  readonly text: string;
  readonly sensitive: unknown;
}

function ofSource(stack: Stack): Output[] {
  return Object.entries(object(get(object(stack.synth?.json), "output"))).map(([name, body]) => {
    const { value, sensitive } = object(body);
    return { name, text: JSON.stringify(value ?? null), sensitive };
  });
}

function ofPlan(stack: Stack): Output[] {
  const root = object(get(object(get(object(stack.plan?.json), "configuration")), "root_module"));
  return Object.entries(object(get(root, "outputs"))).map(([name, body]) => {
    const { expression, sensitive } = object(body);
    const references: Json = get(object(expression), "references") ?? [];
    return { name, text: JSON.stringify(references), sensitive };
  });
}

function shows(name: string, text: string): Verdict[] {
  const [secret] = SECRET.exec(text) ?? [];
  const more = { address: `output.${name}`, attribute: "value", value: secret ?? "", expected: "no secret, or sensitive = true" };
  return secret === undefined ? [] : [breach(`it shows ${secret}`, more)];
}
