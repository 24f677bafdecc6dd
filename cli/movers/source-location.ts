import {
  CreateLocationObjectStorageCommand,
  type DataSyncClient,
  DescribeLocationObjectStorageCommand,
  paginateListLocations,
} from "@aws-sdk/client-datasync";
import { asked } from "../refused";
import { MOVE_PAGES } from "./pages";

const GOOGLE = "storage.googleapis.com";

interface SourceLocationProps {
  readonly client: DataSyncClient;
  readonly bucket: string;
  readonly accessKey: string;
  /** Where the secret key lies; it is opened by the mover's role alone, and never read here. */
  readonly secretArn: string;
  readonly roleArn: string;
}

/** A bucket at Google as a DataSync location: made here, since terraform would keep the secret key in its state. */
export class SourceLocation {
  constructor(private readonly props: SourceLocationProps) {}

  /** The location's ARN: of one that stands already with this key and secret, else of a new one. */
  async ensure(): Promise<string> {
    const { client, bucket, accessKey, secretArn, roleArn } = this.props;
    const found = await this.find();
    if (found !== undefined) return found;
    const { LocationArn } = await asked(
      `gs://${bucket}`,
      "datasync:CreateLocationObjectStorage",
      () =>
        client.send(
          new CreateLocationObjectStorageCommand({
            ServerHostname: GOOGLE,
            ServerProtocol: "HTTPS",
            ServerPort: 443,
            BucketName: bucket,
            AccessKey: accessKey,
            CustomSecretConfig: { SecretArn: secretArn, SecretAccessRoleArn: roleArn },
          }),
        ),
      MOVE_PAGES.refused,
    );
    return LocationArn ?? "";
  }

  /** DataSync lets many locations have one address, and tells of the key behind each only when it is asked for it alone. */
  private async find(): Promise<string | undefined> {
    const { client, bucket, accessKey, secretArn, roleArn } = this.props;
    for (const arn of await this.ofThisBucket()) {
      const seen = await asked(
        `gs://${bucket}`,
        "datasync:DescribeLocationObjectStorage",
        () => client.send(new DescribeLocationObjectStorageCommand({ LocationArn: arn })),
        MOVE_PAGES.refused,
      );
      const { SecretArn, SecretAccessRoleArn } = seen.CustomSecretConfig ?? {};
      if (seen.AccessKey === accessKey && SecretArn === secretArn && SecretAccessRoleArn === roleArn && !seen.AgentArns?.length) return arn;
    }
    return undefined;
  }

  private ofThisBucket(): Promise<readonly string[]> {
    const { client, bucket } = this.props;
    return asked(
      `gs://${bucket}`,
      "datasync:ListLocations",
      async () => {
        const all: string[] = [];
        for await (const { Locations } of paginateListLocations({ client }, {}))
          for (const { LocationArn, LocationUri } of Locations ?? [])
            if (LocationArn && LocationUri?.replace(/\/+$/, "") === `object-storage://${GOOGLE}/${bucket}`) all.push(LocationArn);
        return all;
      },
      MOVE_PAGES.refused,
    );
  }
}
