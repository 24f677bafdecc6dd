import { migrating } from "../migrating";
import { moving } from "../moving";
import { changed, CONTENT, errorsOf, refuses, type Loose } from "./refused";

const google = (p: Loose) => p.datasets[CONTENT].legacy[0];

describe("the key of a bucket at Google is refused", () =>
  refuses(moving("copy"), [
    {
      of: "with its secret in another account",
      change: (p) => (google(p).hmac.secretArn = google(p).hmac.secretArn.replace("333333333333", "888888888888")),
      code: "PROGRAM-LEG",
      says: "a secret of account 333333333333 in us-east-1",
    },
    {
      of: "with its secret in another region",
      change: (p) => (google(p).hmac.secretArn = google(p).hmac.secretArn.replace("us-east-1", "us-west-2")),
      code: "PROGRAM-LEG",
      says: "(former-cloud).hmac.secretArn",
    },
    {
      of: "with a secret that is no mover's",
      change: (p) => (google(p).hmac.secretArn = google(p).hmac.secretArn.replace("ringfence-mover/", "app/")),
      code: "PROGRAM-SHAPE",
      says: "ringfence-mover/",
    },
    {
      of: "with an access id that is none, such as the secret itself",
      change: (p) => (google(p).hmac.accessKey = "bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ"),
      code: "PROGRAM-SHAPE",
      says: "access id",
    },
    {
      of: "when the list of keys that open the bucket leaves it out",
      change: (p) => {
        p.datasets[CONTENT].phase = "closed";
        google(p).hmacKeys = [{ accessId: "GOOG1EXAMPLE0000000002", serviceAccount: "reader@example-app-legacy.iam.gserviceaccount.com" }];
      },
      code: "PROGRAM-PURGE-LIST",
      says: "GOOG1EXAMPLE0000000001 among them",
    },
  ]));

test("a list with the mover's key is complete", () => {
  const listed = changed(migrating("copy"), (p) => {
    p.datasets[CONTENT].phase = "closed";
    google(p).hmacKeys = [
      { accessId: google(p).hmac.accessKey, serviceAccount: "reader@example-app-legacy.iam.gserviceaccount.com" },
      { accessId: "GOOG1EXAMPLE0000000002", serviceAccount: "reader@example-app-legacy.iam.gserviceaccount.com" },
    ];
  });
  expect(errorsOf(listed).map(({ code }) => code)).not.toContain("PROGRAM-PURGE-LIST");
});
