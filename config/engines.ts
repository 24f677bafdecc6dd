/** What a relational store speaks. A database comes home to its own engine: no digest proves rows that became another's. */
export const ENGINES = ["postgres", "mysql"] as const;
export type Engine = (typeof ENGINES)[number];

export const ENGINE_PORTS: Readonly<Record<Engine, number>> = { postgres: 5432, mysql: 3306 };

/** Of a relational store; PostgreSQL where the program does not say. */
export function engineOf({ engine }: { readonly engine?: Engine | undefined }): Engine {
  return engine ?? "postgres";
}
