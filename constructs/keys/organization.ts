import type { Program } from "../../config/program";

/** The custodian's AWS organization; programs without one have no place on AWS, which their rules check. */
export function custodianOrganization(program: Program): string {
  const id = program.data.parties.custodian.aws?.organization;
  if (!id) throw new TypeError("the custodian has no AWS organization");
  return id;
}
