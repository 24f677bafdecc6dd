import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { KmsCustomKeyStore } from "@cdktf/provider-aws/lib/kms-custom-key-store";
import type { ExternalStoreData } from "../../config/schema/schema";
import type { AwsStack } from "../place/aws-stack";
import { storeName } from "./external-store";
import { CUSTODY_ALARM } from "./mode-rights";

export interface ExternalKeyStoreProps {
  readonly store: ExternalStoreData;
  /** The endpoint service before the proxies; none where they answer on the internet. */
  readonly serviceName?: string;
}

/**
 * AWS KMS's side of the custodian's HSM: every use of a key in this store is a call to his proxy, which he may refuse.
 *
 * The proxy's credential comes in as variables and stands in no commit. It does land in this stack's state, and in its plan
 * files: the state is the custody account's own and private.
 */
export class ExternalKeyStore extends Construct {
  constructor(scope: AwsStack, id: string, { store, serviceName }: ExternalKeyStoreProps) {
    super(scope, id);
    const { program } = scope;
    const secret = (variable: string, description: string) =>
      new TerraformVariable(scope, variable, { type: "string", sensitive: true, nullable: false, description });
    const accessKeyId = secret("xks_access_key_id", "The proxy's access key id: 20 to 30 of A-Z and 2-7").stringValue;
    const rawSecretAccessKey = secret("xks_secret_access_key", "Its secret: 43 to 64 characters").stringValue;
    const made = new KmsCustomKeyStore(this, "store", {
      customKeyStoreName: storeName(program),
      customKeyStoreType: "EXTERNAL_KEY_STORE",
      xksProxyConnectivity: serviceName ? "VPC_ENDPOINT_SERVICE" : "PUBLIC_ENDPOINT",
      ...(serviceName ? { xksProxyVpcEndpointServiceName: serviceName } : {}),
      xksProxyUriEndpoint: `https://${store.proxy.hostname}`,
      xksProxyUriPath: store.proxy.path,
      xksProxyAuthenticationCredential: { accessKeyId, rawSecretAccessKey },
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    this.alarms(made.id, store);
  }

  /** What the custodian must hear of before the data's users do (AWS KMS developer guide, metrics and dimensions of external key stores). */
  private alarms(storeId: string, { proxy, alarmTopic }: ExternalStoreData): void {
    const actions = alarmTopic === undefined ? {} : { alarmActions: [alarmTopic], okActions: [alarmTopic] };
    const metric = { namespace: "AWS/KMS", ...actions };
    new CloudwatchMetricAlarm(this, "errors", {
      alarmName: `${CUSTODY_ALARM}proxy-errors`,
      alarmDescription: "The key store's proxy fails calls of AWS KMS, or does not answer in 250 ms.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 5,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      metricQuery: [
        {
          id: "errors",
          // The metric counts successes too, under the error type N/A, and has a series for each operation and exception.
          expression: `SELECT SUM(XksProxyErrors) FROM "AWS/KMS" WHERE CustomKeyStoreId = '${storeId}' AND ErrorType != 'N/A'`,
          period: 60,
          returnData: true,
        },
      ],
      ...actions,
    });
    new CloudwatchMetricAlarm(this, "manager", {
      ...metric,
      alarmName: `${CUSTODY_ALARM}key-manager`,
      alarmDescription: "An instance of the custodian's key manager serves nothing.",
      metricName: "XksExternalKeyManagerStates",
      dimensions: { CustomKeyStoreId: storeId, XksExternalKeyManagerState: "Unavailable" },
      statistic: "Maximum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
    });
    new CloudwatchMetricAlarm(this, "certificate", {
      ...metric,
      alarmName: `${CUSTODY_ALARM}certificate`,
      alarmDescription: "The proxy's TLS certificate ends within thirty days; with it, every use of the store's keys.",
      metricName: "XksProxyCertificateDaysToExpire",
      dimensions: { CustomKeyStoreId: storeId, CertificateName: proxy.hostname },
      statistic: "Minimum",
      period: 86_400,
      evaluationPeriods: 1,
      comparisonOperator: "LessThanThreshold",
      threshold: 30,
      treatMissingData: "notBreaching",
    });
  }
}
