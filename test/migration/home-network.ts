import { CreateSubnetCommand, CreateVpcCommand, DescribeSubnetsCommand, EC2Client } from "@aws-sdk/client-ec2";
import type { Engines } from "../../rehearsal/engines/engines";

/** The network at home that stacks of the move stand in; the engine gives the ids. */
export interface HomeNetwork {
  readonly vpc: string;
  readonly subnets: readonly string[];
  /** Of every subnet that stands there before a line does, AWS's default ones among them, sorted. */
  readonly cidrs: readonly (string | undefined)[];
}

/** A network as united-states declares it: the deploy tests apply the stack itself. */
export async function seedHomeNetwork(engines: Engines, account: string): Promise<HomeNetwork> {
  const credentials = { accessKeyId: account, secretAccessKey: "rehearsal" };
  const ec2 = new EC2Client({ endpoint: engines.endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.20.0.0/16" }));
  const subnets: string[] = [];
  for (const third of [0, 16, 32]) {
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: `10.20.${third}.0/20` }));
    subnets.push(Subnet?.SubnetId ?? "");
  }
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  ec2.destroy();
  return { vpc: Vpc?.VpcId ?? "", subnets, cidrs: Subnets.map(({ CidrBlock }) => CidrBlock).sort() };
}
