import { RELEASED, TOOLS } from "../../config/release/names";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { RELEASE_SERVICES } from "../../constructs/network/endpoint-policies";
import { logGroupName } from "../../constructs/network/log-group";
import { arn } from "../../constructs/place/names";
import type { CustodianKeyProps } from "../../constructs/keys/custodian-key";
import { releaseIn, releasePlace, releaseRole, repositoryArn } from "../../constructs/release/names";
import type { Layer } from "../estate";
import { KeysStack } from "../keys";
import { NetworkStack } from "../network";
import { awsResidents, distinct } from "../plan";
import { RegistryStack, ReleaseStack } from "./release";
import { AdmissionStack, SigningStack } from "./signing";

/** Source code examination: nothing runs on the data that was not inspected and signed in the custodian's account. */
export const RELEASE: Layer = {
  places(program) {
    const place = releasePlace(program);
    return place ? [place] : [];
  },

  stacks(app, program, { homes }) {
    const { release } = program.data;
    const place = releasePlace(program);
    const network = place && program.networkAt(place);
    if (!release || !place || !network) return [];
    const accounts = [...new Set(homes.map((home) => home.accountId))];
    const keys = new KeysStack(app, "keys", program, place, releaseKeys(program, place, accounts));
    const networkStack = new NetworkStack(app, program, place, network, keys, {
      services: RELEASE_SERVICES,
      repositories: [repositoryArn(place, RELEASED), repositoryArn(place, TOOLS)],
    });
    const signing = new SigningStack(app, program, place);
    const others = otherRegions(program, place);
    const registries = others.map((other) => {
      const otherKeys = new KeysStack(app, "keys", program, other, [imageKey(other)]);
      return { keys: otherKeys, registry: new RegistryStack(app, program, other, otherKeys, { signer: place, homes: accounts }) };
    });
    const main = new ReleaseStack(app, program, place, {
      release,
      keys,
      network: networkStack,
      homes: accounts,
      regions: others.map(({ region }) => region.name),
    });
    // A copy finds its repository there already; ECR would make one with tags that move, and open to every role of the account.
    main.uses(signing, ...registries.map(({ registry }) => registry));
    // A function is checked in its own region.
    const admitted = homes.filter((home) => home.region.name === place.region.name);
    const admission = admitted.map((home) => new AdmissionStack(app, program, home, signing));
    return [keys, networkStack, signing, ...registries.flatMap((each) => [each.keys, each.registry]), main, ...admission];
  },
};

/** The release account in the homes' other regions. */
function otherRegions(program: Program, place: AwsPlace): readonly AwsPlace[] {
  const regions = awsResidents(program).map(({ home }) => releaseIn(program, home.region.name));
  return distinct(regions.flatMap((other) => (other && !other.equals(place) ? [other] : [])));
}

function imageKey(place: AwsPlace): CustodianKeyProps {
  return { of: "release", use: { userAccounts: [place.accountId], regions: [place.region.name], services: ["image"] } };
}

function releaseKeys(program: Program, place: AwsPlace, homes: readonly string[]): readonly CustodianKeyProps[] {
  const own = { userAccounts: [place.accountId], regions: [place.region.name] };
  const groups = [logGroupName(program.name, "*")];
  return [
    // Homes read signed functions, which lie under it.
    { of: "release", use: { ...own, userAccounts: [place.accountId, ...homes], services: ["bucket", "image"] } },
    { of: "logs", use: { ...own, services: [], logGroups: groups.map((group) => arn(place, "logs", `log-group:${group}`)) } },
    { of: "records", use: { ...own, services: [], signers: [releaseRole(place, "sign")] } },
  ];
}
