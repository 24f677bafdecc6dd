import type { App } from "cdktf";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import { ExternalKeyStore } from "../constructs/keys/external-key-store";
import { ExternalProxy, type VpcProxyData } from "../constructs/keys/external-proxy";
import { storeOf } from "../constructs/keys/external-store";
import { AwsStack } from "../constructs/place/aws-stack";
import { stackName } from "../constructs/place/names";

/** The network between AWS KMS and the custodian's proxies. It comes before its store: the custodian proves its name by DNS in between. */
export class CustodyProxyStack extends AwsStack {
  readonly serviceName: string;

  constructor(app: App, program: Program, place: AwsPlace, proxy: VpcProxyData) {
    super(app, stackName("custody-proxy", place, "custody"), { program, place, appliedBy: place.account.deployer, state: "private" });
    this.serviceName = new ExternalProxy(this, "proxy", proxy).serviceName;
  }
}

/** The external key store of one place; its keys wait until `ringfence custody connect` has connected it. */
export class CustodyStoreStack extends AwsStack {
  /** `custody` is where its state lies, whatever account the store is in: the proxy's credential is in it. */
  constructor(app: App, program: Program, place: AwsPlace, custody: AwsPlace, proxy: CustodyProxyStack | undefined) {
    super(app, stackName("custody-store", place, "custody"), {
      program,
      place,
      appliedBy: program.data.custody.keyRole,
      state: "private",
      stateAt: custody,
    });
    if (proxy) this.uses(proxy);
    new ExternalKeyStore(this, "store", { store: storeOf(program, place), serviceName: proxy?.serviceName });
  }
}

/** The stores that the keys of these places need, with what comes before each; none but in external mode. */
export function custodyStores(
  app: App,
  program: Program,
  places: readonly AwsPlace[],
  custody: AwsPlace | undefined,
): ReadonlyMap<string, readonly AwsStack[]> {
  if (!custody) return new Map();
  const wanted = places.filter((place) =>
    program.data.custody.external?.aws.some(({ account, region }) => account === place.accountName && region === place.region.name),
  );
  return new Map(
    wanted.map((place) => {
      const { proxy } = storeOf(program, place);
      const network = proxy.connectivity === "vpc" ? new CustodyProxyStack(app, program, place, proxy) : undefined;
      const store = new CustodyStoreStack(app, program, place, custody, network);
      return [String(place), network ? [network, store] : [store]];
    }),
  );
}
