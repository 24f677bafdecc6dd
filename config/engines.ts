/** What a relational store speaks. A database comes home to its own engine: no digest proves rows that became another's. */
export const ENGINES = ["postgres", "mysql"] as const;
export type Engine = (typeof ENGINES)[number];

/** What a data centre's store is reached as: files, objects, or a database. */
export const DATA_CENTRE_EXPORTS = ["nfs", "object", ...ENGINES] as const;

/** Is it a database, which is listed by ranges of its keys and by its definitions? */
export const isEngine = (spoken: string | undefined): spoken is Engine => ENGINES.some((engine) => engine === spoken);

export const ENGINE_PORTS: Readonly<Record<Engine, number>> = { postgres: 5432, mysql: 3306 };

/** Of a relational store; PostgreSQL where the program does not say. */
export function engineOf({ engine }: { readonly engine?: Engine | undefined }): Engine {
  return engine ?? "postgres";
}
