import { answers, dieWithUs, freePort, launch } from "./process";
import type { EngineName } from "./routes";

export interface Emulators {
  readonly ports: Readonly<Record<EngineName, number>>;
  stop(): Promise<void>;
}

/** Starts both engines on free loopback ports and waits until they answer. They die with this process. */
export async function startEmulators(): Promise<Emulators> {
  const ports = { ministack: await freePort(), moto: await freePort() };
  const env = { GATEWAY_PORT: String(ports.ministack), BIND_HOST: "127.0.0.1", AUTH: "false", PERSIST_STATE: "0", S3_PERSIST: "0" };
  const running = [launch("ministack", [], { env }), launch("moto_server", ["-H", "127.0.0.1", "-p", String(ports.moto)])];
  const stop = dieWithUs(running);
  try {
    await Promise.all([answers(ports.ministack, "/_ministack/health", running[0]), answers(ports.moto, "/moto-api/", running[1])]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ports, stop };
}
