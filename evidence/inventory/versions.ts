import { AS_IS } from "../../config/migration/key-form";
import { inTemporaryFolder } from "../file";
import { columnsOf } from "../reconcile/columns";
import { Engine, refusedByEngine, scanOf } from "../reconcile/duckdb";
import { sideQuery } from "../reconcile/side";
import { openSource, type Source } from "../reconcile/source";

/**
 * An old side's inventory as the view `versions`: key, as the store spells it, version, state (`live`, `noncurrent`, or
 * `deleted` for a delete marker) and size, whatever the inventory's form and length. Throws RingfenceError when it does
 * not read.
 */
export async function viewVersions(engine: Engine, source: Source, inventory: string): Promise<void> {
  await readable(inventory, async () => {
    const scan = scanOf(source);
    const described = await engine.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${scan}`);
    const names = described.map(({ column_name }) => column_name);
    const columns = columnsOf(names, inventory, source.form === "json");
    const rows = sideQuery({ side: "legacy", scan, columns, urlEncoded: source.urlEncoded, taken: null, algorithms: [], keys: AS_IS });
    await engine.run(`CREATE VIEW versions AS SELECT legacy_key AS key, version, state, size FROM (${rows})`);
  });
}

/** A view is read when it is asked: what asks it meets the file's faults. */
export async function readable<T>(inventory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Error && error.name.startsWith("Ringfence") ? error : refusedByEngine(inventory, error);
  }
}

/** Works on an old side's inventory by `viewVersions`, in an engine of its own. */
export async function withVersions<T>(inventory: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  return inTemporaryFolder("versions", async (folder) => {
    const source = await openSource(inventory, "legacy", folder);
    const engine = await Engine.open({ threads: 2, memory: "1500MB" }, folder);
    try {
      await viewVersions(engine, source, inventory);
      const result = await readable(inventory, () => work(engine));
      source.unchanged();
      return result;
    } finally {
      engine.close();
    }
  });
}
