/** The few facts that a starter program is made from. */
export interface Starter {
  readonly jurisdiction: string;
  readonly home: "aws" | "google";
  /** Regions of that cloud inside the jurisdiction; the first is home, the second recovery when there is one. */
  readonly regions: readonly string[];
  /** The package and how it is installed. */
  readonly dependency: Readonly<Record<string, string>>;
}

/** The files of a new project, by path. */
export function starterFiles(starter: Starter): Readonly<Record<string, string>> {
  return {
    "program.ts": programText(starter),
    "cdktf.json": json({
      language: "typescript",
      app: "node node_modules/ringfence/bin/start.js",
      sendCrashReports: "false",
      output: "cdktf.out",
    }),
    "package.json": json({
      name: "ring-fence",
      version: "0.1.0",
      private: true,
      scripts: {
        start: "node node_modules/ringfence/bin/start.js",
        test: "ringfence synth --out .check && ringfence review .check --format terminal",
      },
      dependencies: starter.dependency,
    }),
    ".npmrc": "omit-lockfile-registry-resolved=true\n",
    ".gitignore": "node_modules/\ncdktf.out/\ncdktf.out.*/\n.check/\n.build/\n",
    ".github/workflows/ring-fence.yml": WORKFLOW,
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const WORKFLOW = `name: ring-fence
on: [pull_request]
permissions:
  contents: read
jobs:
  judge:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
          cache: npm
      - run: npm ci
      - run: npm start
      - run: npm test
`;

function programText({ jurisdiction, home, regions }: Starter): string {
  const aws = home === "aws";
  const [first = "", second] = regions;
  const account = (purpose: string, digit: string) =>
    aws
      ? `{ cloud: "aws", id: "${digit.repeat(12)}", owner: "custodian", purpose: "${purpose}" }`
      : `{ cloud: "google", id: "example-${purpose}", number: "${digit.repeat(12)}", owner: "custodian", purpose: "${purpose}" }`;
  const organization = aws ? `aws: { organization: "o-custodian01" }` : `google: { organization: "200000000002" }`;
  const zones = aws ? `, zones: [${["a", "b", "c"].map((letter) => `"${first}${letter}"`).join(", ")}]` : "";
  const recovery = second
    ? `recovery: { account: "recovery", region: "${second}", rpoMinutes: 60 },`
    : `withoutRecovery: "${jurisdiction} has one region of this cloud.",`;
  return `/** Your ring-fence. Replace the placeholder ids with your own; until then it is headlined EXAMPLE. */
export const program = {
  name: "ring-fence",
  jurisdiction: "${jurisdiction}",
  deadline: "2027-12-31",
  obligations: [
    { clause: "1", text: "All user data is stored on the custodian's servers inside the jurisdiction.", claims: ["location"] },
    { clause: "2", text: "Keys are held and administered by the custodian.", claims: ["custody"] },
  ],
  parties: {
    custodian: { name: "Custodian", ${organization} },
    parent: { name: "Parent" },
    gatekeeper: { name: "Data management team", identity: { kind: "saml", metadataUrl: "https://identity.custodian.example/saml/metadata" } },
    auditor: { name: "Auditor" },
  },
  accounts: {
    custody: ${account("custody", "2")},
    home: ${account("home", "3")},
    recovery: ${account("recovery", "4")},
  },
  custody: { mode: "custodian-account", ${home}: "custody" },${aws ? "" : `\n  googleGuardrails: { folder: "200000000099" },`}
  networks: {
    main: { account: "home", region: "${first}", cidr: "10.20.0.0/16"${zones} },
  },
  datasets: [
    {
      name: "user-content",
      sensitivity: "protected",
      store: "bucket",
      sizeGib: 1000,
      home: { account: "home", region: "${first}" },
      ${recovery}
    },
  ],
};
`;
}
