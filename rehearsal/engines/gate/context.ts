import type { Call } from "../call";
import type { ContextValue } from "../../../review/access/types";
import type { Endpoint, World } from "../world";

type Context = Record<string, ContextValue>;

/** Callers who come through no endpoint come from a documentation address (RFC 5737), unless they say otherwise. */
const SOMEWHERE = "192.0.2.1";

const header = (call: Call, name: string): string | undefined => {
  const value = call.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** `x-rehearsal-vpce: vpce-…` says which endpoint the call came through. */
export const declaredEndpoint = (call: Call): string | undefined => header(call, "x-rehearsal-vpce");

/**
 * The global condition keys of a call. TLS and endpoint are declared, since the loopback has neither: TLS 1.3 unless
 * `x-rehearsal-tls: false`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function globalContext(call: Call, world: World, resourceAccount: string, endpoint: Endpoint | undefined): Context {
  const tls = header(call, "x-rehearsal-tls") !== "false";
  return defined({
    ...callerContext(call, world, resourceAccount),
    "aws:ViaAWSService": "false",
    "aws:SecureTransport": String(tls),
    "s3:TlsVersion": tls ? "1.3" : undefined,
    "aws:SourceIp": endpoint ? undefined : (header(call, "x-rehearsal-source-ip") ?? SOMEWHERE),
    "aws:SourceVpce": endpoint?.id,
    "aws:SourceVpc": endpoint?.vpcId,
    "aws:SourceVpcArn": endpoint && `arn:aws:ec2:${endpoint.region}:${endpoint.account}:vpc/${endpoint.vpcId}`,
    "aws:VpceAccount": endpoint?.account,
    "aws:VpceOrgID": endpoint && world.organizations[endpoint.account],
    "aws:UserAgent": header(call, "user-agent"),
  });
}

/** What S3 passes on to KMS when it uses a key for its caller: who, but no longer by which network path. */
export function viaS3Context(call: Call, world: World, keyAccount: string, region: string, encryptedArn: string): Context {
  return defined({
    ...callerContext(call, world, keyAccount),
    "aws:ViaAWSService": "true",
    "aws:CalledVia": ["s3.amazonaws.com"],
    "aws:CalledViaFirst": "s3.amazonaws.com",
    "aws:CalledViaLast": "s3.amazonaws.com",
    "aws:SecureTransport": "true",
    "kms:ViaService": `s3.${region}.amazonaws.com`,
    "kms:CallerAccount": call.account,
    "kms:EncryptionContextKeys": ["aws:s3:arn"],
    "kms:EncryptionContext:aws:s3:arn": encryptedArn,
  });
}

export function directKmsContext(call: Call): Context {
  const pairs = Object.entries((call.params["EncryptionContext"] as Record<string, string> | undefined) ?? {});
  return {
    "kms:CallerAccount": call.account,
    ...Object.fromEntries(pairs.map(([name, value]) => [`kms:EncryptionContext:${name}`, value])),
    ...(pairs.length > 0 ? { "kms:EncryptionContextKeys": pairs.map(([name]) => name) } : {}),
  };
}

/** The S3 condition keys that a request carries in its headers and query. */
export function s3Context(call: Call): Context {
  const query = (name: string): string | undefined => call.url.searchParams.get(name) ?? undefined;
  const named = [
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-server-side-encryption-customer-algorithm",
    "x-amz-acl",
    "x-amz-storage-class",
    "x-amz-copy-source",
    "x-amz-metadata-directive",
    "x-amz-content-sha256",
  ];
  return defined({
    ...Object.fromEntries(named.map((name) => [`s3:${name}`, header(call, name)])),
    "s3:object-lock-mode": header(call, "x-amz-object-lock-mode"),
    "s3:object-lock-legal-hold": header(call, "x-amz-object-lock-legal-hold"),
    "s3:prefix": query("prefix"),
    "s3:delimiter": query("delimiter"),
    "s3:max-keys": query("max-keys"),
    "s3:VersionId": query("versionId"),
    "s3:signatureversion": "AWS4-HMAC-SHA256",
    "s3:authType": call.headers.authorization ? "REST-HEADER" : "REST-QUERY-STRING",
    "s3:signatureAge": "0",
  });
}

function callerContext(call: Call, world: World, resourceAccount: string): Record<string, ContextValue | undefined> {
  const now = new Date();
  return {
    "aws:PrincipalAccount": call.account,
    "aws:PrincipalArn": call.caller.arn,
    "aws:PrincipalOrgID": world.organizations[call.account],
    "aws:PrincipalIsAWSService": "false",
    "aws:PrincipalType": call.caller.sessionArn ? "AssumedRole" : "Account",
    "aws:RequestedRegion": call.region,
    "aws:ResourceAccount": resourceAccount,
    "aws:ResourceOrgID": world.organizations[resourceAccount],
    "aws:CurrentTime": now.toISOString(),
    "aws:EpochTime": String(Math.floor(now.getTime() / 1000)),
  };
}

function defined(context: Record<string, ContextValue | undefined>): Context {
  return Object.fromEntries(Object.entries(context).filter((entry): entry is [string, ContextValue] => entry[1] !== undefined));
}
