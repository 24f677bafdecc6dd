import { parseArn } from "../arn";
import { select, type Value, type ValueObject } from "../value";

/** A role or service account as which terraform works. */
export interface Acting {
  readonly name: string;
  readonly account: string;
  /** Of a chain of roles the one that is left in the end. */
  readonly last: boolean;
}

const SERVICE_ACCOUNTS = [
  "impersonate_service_account_delegates[]",
  "impersonate_service_account",
  "external_credentials[].service_account_email",
] as const;
/** Of a project's own, of App Engine, and of Compute Engine, which has the project's number (IAM documentation, service accounts). */
const FORMS = [
  /^[^@]+@([^.]+)\.iam\.gserviceaccount\.com$/,
  /^([^@]+)@appspot\.gserviceaccount\.com$/,
  /^(\d+)-compute@developer\.gserviceaccount\.com$/,
];

/** Whom a provider or a backend becomes, as far as it is known: roles one after another, or a service account. */
export function actsAs(values: ValueObject, text: (value: Value | undefined) => string | undefined): readonly Acting[] {
  const roles = ["assume_role_with_web_identity[].role_arn", "assume_role[].role_arn", "role_arn"]
    .flatMap((path) => select(values, path))
    .map(({ value }) => text(value));
  const chain = roles.flatMap((name, index): Acting[] => {
    const account = name === undefined ? undefined : parseArn(name)?.account;
    return name === undefined || !account ? [] : [{ name, account, last: index === roles.length - 1 }];
  });
  const impersonated = SERVICE_ACCOUNTS.flatMap((path) => select(values, path)).flatMap(({ value }): Acting[] => {
    const name = text(value) ?? "";
    const [account] = FORMS.flatMap((form) => form.exec(name)?.slice(1) ?? []);
    return account === undefined ? [] : [{ name, account, last: false }];
  });
  return [...chain, ...impersonated];
}
