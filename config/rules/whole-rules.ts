import { PROGRAM_PAGES as P } from "./pages";
import { serves, type RuleContext } from "./rules";
import { shortened, USUAL_DAYS } from "./weaker-settings";

/** An obligation covers datasets of the program. */
export function obligationRules({ data, complaints }: RuleContext): void {
  const datasets = new Set(data.datasets.map((dataset) => dataset.name));
  for (const [index, obligation] of data.obligations.entries())
    for (const name of obligation.datasets)
      if (!datasets.has(name))
        complaints.add(
          P.obligation,
          `obligations[${index}].datasets`,
          name,
          `one of ${[...datasets].join(", ")}`,
          "Name a dataset of the program.",
        );
}

/** The custody accounts are the custodian's, and for that. */
export function custodyAccountRules({ data, complaints, account }: RuleContext): void {
  for (const cloud of ["aws", "google"] as const) {
    const ref = data.custody[cloud];
    const found = ref === undefined ? undefined : account(ref, `custody.${cloud}`);
    if (!found) continue;
    if (found.cloud !== cloud)
      complaints.add(
        P.account,
        `custody.${cloud}`,
        `${ref}, an account of ${found.cloud}`,
        `an account of ${cloud}`,
        "Name the custody account of that cloud.",
      );
    if (found.owner !== "custodian")
      complaints.add(
        P.owner,
        `custody.${cloud}`,
        `${ref} (${found.id}), owned by the ${found.owner}, as the account of every ${cloud} key`,
        "an account of the custodian's",
        "Keep the keys in the custodian's custody account.",
      );
    else if (!serves(found, "custody"))
      complaints.add(
        P.purpose,
        `custody.${cloud}`,
        `${ref}, a ${found.purpose} account`,
        "an account with purpose custody",
        "Name the custody account.",
      );
  }
}

/** The custodian has an organization on each cloud that holds keys. */
export function organizationRules({ data, complaints }: RuleContext): void {
  for (const cloud of ["aws", "google"] as const)
    if (data.custody[cloud] !== undefined && !data.parties.custodian[cloud])
      complaints.add(
        P.party,
        `parties.custodian.${cloud}`,
        "nothing",
        `the custodian's ${cloud} organization`,
        "Give its id: every policy names it.",
      );
}

/** What is kept is kept long enough. */
export function retentionRules({ data, complaints }: RuleContext): void {
  const short = shortened(data);
  if (!data.sandbox && short.length > 0 && data.retention.shorter === undefined)
    complaints.add(
      P.retention,
      "retention.shorter",
      `nothing, with ${short.map((each) => `${each} ${data.retention[each]}`).join(", ")}`,
      `a reason, or ${short.map((each) => `${each} ${USUAL_DAYS[each]}`).join(", ")}`,
      "Write down why it is kept for less: the report prints it.",
    );
  if (!data.sandbox && data.retention.logDays < 365)
    complaints.add(
      P.retention,
      "retention.logDays",
      String(data.retention.logDays),
      "365 or more",
      "Raise it, or make the program a sandbox.",
    );
  if (!data.sandbox && data.retention.versionDays < 7)
    complaints.add(
      P.retention,
      "retention.versionDays",
      String(data.retention.versionDays),
      "7 or more",
      "Raise it, or make the program a sandbox.",
    );
  if (!data.sandbox && data.retention.backupDays < 7)
    complaints.add(
      P.retention,
      "retention.backupDays",
      String(data.retention.backupDays),
      "7 or more",
      "Raise it, or make the program a sandbox.",
    );
}
