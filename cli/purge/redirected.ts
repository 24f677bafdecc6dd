/** What leads the clouds' SDKs elsewhere than to the clouds' own addresses (AWS SDKs reference guide, Service-specific endpoints; google-cloud-storage and gcloud). */
const OVERRIDE = /^(?:AWS_ENDPOINT_URL(?:_\w+)?|STORAGE_EMULATOR_HOST|CLOUDSDK_API_ENDPOINT_OVERRIDES_(?:SQL|BIGQUERY))$/;

/** Where the environment leads a purge to, as `NAME=address`. An emulator deletes as readily as a cloud does, and its word is not the cloud's. */
export function redirected(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  return Object.entries(env)
    .filter(([name, value]) => OVERRIDE.test(name) && value)
    .map(([name, value = ""]) => `${name}=${value.replace(/\/\/[^/@]*@/, "//")}`) // an address may hold a password
    .sort();
}
