/** Written by hand, since Organizations' management policies are no IAM documents (AWS Organizations guide, policy syntax and inheritance). */
const CHILDREN_MAY_NOT = { "@@operators_allowed_for_child_policies": ["@@none"] };
const assign = (value: string) => ({ "@@assign": value, ...CHILDREN_MAY_NOT });

/** AWS's AI services may keep content, and carry it to other regions, to improve themselves, unless an organization opts out. */
export function aiOptOut(): string {
  return JSON.stringify({
    services: { ...CHILDREN_MAY_NOT, default: { ...CHILDREN_MAY_NOT, opt_out_policy: assign("optOut") } },
  });
}

/**
 * EC2's defaults in every region and account, also where no stack of ours has been: nothing is shared publicly, and no
 * serial console gets round the network. Account stacks set the same values, so theirs go through.
 */
export function declarativeEc2(): string {
  return JSON.stringify({
    ec2_attributes: {
      exception_message: { "@@assign": "Closed by Ringfence's declarative EC2 policy" },
      image_block_public_access: { state: assign("block_new_sharing") },
      serial_console_access: { status: assign("disabled") },
      snapshot_block_public_access: { state: assign("block_all_sharing") },
    },
  });
}

/** No gateway to the internet, in either direction; not for the unit of the edge, whose gateway is a declared path. */
export function declarativeNetwork(): string {
  return JSON.stringify({
    ec2_attributes: {
      vpc_block_public_access: { internet_gateway_block: { mode: assign("block_bidirectional"), exclusions_allowed: assign("disabled") } },
    },
  });
}
