import { all, built, changed, one } from "./google-estate";

const estate = built();
const PROJECTS = { home: "europe-west3", recovery: "europe-west4", custody: "europe-west3" } as const;
const stackOf = (name: keyof typeof PROJECTS) => estate.stack(name === "home" ? "logs-europe-west3" : `logs-${name}-${PROJECTS[name]}`);

describe.each(Object.entries(PROJECTS))("the logs of %s", (name, region) => {
  const stack = stackOf(name as keyof typeof PROJECTS);
  const project = `example-${name}`;
  it("lie in a locked bucket of the jurisdiction, under the custodian's key", () =>
    expect(one(stack, "google_logging_project_bucket_config")).toMatchObject({
      project,
      location: region,
      bucket_id: "ringfence",
      retention_days: 2557,
      locked: true,
      cmek_settings: {
        kms_key_name: `projects/example-custody/locations/${region}/keyRings/ringfence-european-union/cryptoKeys/logs`,
      },
      lifecycle: { prevent_destroy: true },
    }));
  it("go nowhere else: the default sink is the one that leads there, once the bucket stands", () => {
    const sink = one(stack, "google_logging_project_sink");
    expect(sink).toMatchObject({
      name: "_Default",
      destination: `logging.googleapis.com/projects/${project}/locations/${region}/buckets/ringfence`,
      filter: "severity >= DEFAULT",
      unique_writer_identity: true,
    });
    expect(sink.disabled).toBeUndefined();
    expect(sink.exclusions).toBeUndefined();
    expect(sink.depends_on).toEqual([expect.stringMatching(/^google_logging_project_bucket_config\./)]);
  });
  it("hold who read and who wrote, of every service, with nobody exempt", () =>
    expect(one(estate.stack(`bootstrap-${name}`), "google_project_iam_audit_config")).toEqual({
      project,
      service: "allServices",
      audit_log_config: [{ log_type: "ADMIN_READ" }, { log_type: "DATA_READ" }, { log_type: "DATA_WRITE" }],
      depends_on: expect.anything(),
    }));
});

it("a sandbox's bucket is not locked: a lock can never be undone", () => {
  const sandbox = built(
    changed((input) => {
      input.sandbox = true;
      for (const dataset of input.datasets) dataset.legacy = [];
    }),
  );
  expect(one(sandbox.stack("logs-europe-west3"), "google_logging_project_bucket_config")).toMatchObject({
    locked: false,
    lifecycle: { prevent_destroy: false },
  });
});

it("a bucket keeps 3650 days at most, which is what Cloud Logging takes", () => {
  const long = built(changed((input) => (input.retention = { logDays: 3653 })));
  expect(all(long.stack("logs-europe-west3"), "google_logging_project_bucket_config")[0].retention_days).toBe(3650);
});
