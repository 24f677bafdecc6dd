import type { JsonObject } from "../../review/value";
import { ask, plan, SCOPE, stack } from "./estate";

const google = (project = "home-project") => ({ provider: { google: [{ project, region: "us-east1" }] } });
const KEPT = { ...SCOPE, logDays: 400 };
const bucket = (body: JsonObject, scope: typeof SCOPE = KEPT, project?: string) =>
  ask("AUDIT-07", [stack("s", { google_logging_project_bucket_config: { b: { bucket_id: "logs", ...body } } }, google(project))], scope);
const sink = (body: JsonObject) =>
  ask("AUDIT-07", [stack("s", { google_logging_project_sink: { s: { name: "_Default", ...body } } }, google())], KEPT);

describe("AUDIT-07", () => {
  const good = { locked: true, retention_days: 400 };
  it("is met by a locked bucket that keeps logs long enough", () => {
    expect(bucket(good).every((each) => each.startsWith("met"))).toBe(true);
    expect(
      bucket({ ...good, retention_days: 3650 }, { ...SCOPE, logDays: 3653 } as typeof SCOPE).every((each) => each.startsWith("met")),
    ).toBe(true);
    expect(bucket({ ...good, retention_days: 1 }, SCOPE).every((each) => each.startsWith("met"))).toBe(true);
  });
  it.each([
    ["without a lock", { retention_days: 400 }, /is not locked/],
    ["with an open lock", { ...good, locked: false }, /is not locked/],
    ["that keeps less", { ...good, retention_days: 399 }, /keeps logs for 399 days/],
    ["that says nothing of it", { locked: true }, /keeps logs for 30 days/],
  ])("is a breach by a bucket %s", (_, body, says) => expect(bucket(body).join()).toMatch(says));
  it("does not know a lock or a retention that is not known", () => {
    expect(bucket({ ...good, locked: "${var.locked}" }).join()).toMatch(/unknown.*whether it is locked/);
    expect(bucket({ ...good, retention_days: "${var.days}" }).join()).toMatch(/unknown.*how long/);
  });
  it("leaves a sandbox's lock open, and the legacy estate alone", () => {
    expect(bucket({ retention_days: 400 }, { ...KEPT, headline: "SANDBOX" } as typeof SCOPE).every((each) => each.startsWith("met"))).toBe(
      true,
    );
    expect(bucket({}, KEPT, "parent-project")[0]).toMatch(/^met .*legacy/);
  });
  it("asks the default sink for everything, and others for nothing", () => {
    expect(sink({})[0]).toMatch(/^met/);
    expect(sink({ exclusions: [{ name: "reads", filter: "x" }] })[0]).toMatch(/^breach.*leaves records out/);
    expect(sink({ disabled: true })[0]).toMatch(/^breach.*is disabled/);
    expect(sink({ disabled: "${var.off}" })[0]).toMatch(/^unknown/);
    expect(sink({ name: "other", disabled: true })).toEqual([]);
  });
  it("takes no exclusion, and asks nothing of what goes", () => {
    expect(
      ask("AUDIT-07", [stack("s", { google_logging_project_exclusion: { e: { name: "reads", filter: "x" } } }, google())], KEPT)[0],
    ).toMatch(/^breach/);
    expect(ask("AUDIT-07", [plan([{ address: "google_logging_project_bucket_config.b", actions: ["delete"], before: {} }])], KEPT)).toEqual(
      [],
    );
  });
});
