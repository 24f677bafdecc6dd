import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addressOf } from "../../evidence/databases/address";
import type { DatabaseRow } from "../../evidence/databases/list";
import { writeDatabase } from "../../evidence/databases/write";
import type { Cluster } from "../../rehearsal/engines/database-server";
import { describeWithEngines } from "../engines";
import { compareFiles, scratch } from "../evidence/inventories";
import { startMariadb } from "./engine";

const folder = scratch();

test("an address of MySQL says user, host and database, and no password", () => {
  for (const address of [
    "mysql://a:s3cret@h/d",
    "mysql://a@h/d?password=s3cret",
    "mysql://a@h",
    "mysql://h/s3cret",
    "mysql://a@h/d/s3cret",
  ])
    expect(() => addressOf(address)).toThrow(/^(?!.*s3cret).*INVENTORY-DATABASE/);
  expect(addressOf("mysql://u@db.example.com:3307/app")).toMatchObject({ engine: "mysql", local: false, shown: "db.example.com:3307/app" });
});

/** Every type that has a text, and rows that only their lengths, their bytes or their last bits tell apart. */
const SCHEMA = `
CREATE TABLE users (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, name VARCHAR(40) COLLATE utf8mb4_general_ci, born TIMESTAMP(6) NOT NULL DEFAULT '2026-01-01',
  score DOUBLE, weight FLOAT, paid DECIMAL(12, 2), flags BIT(9), mood ENUM('', 'calm'), likes SET('a', 'b'), photo LONGBLOB, note TEXT, what JSON,
  hash BINARY(4), day DATE, clock TIME(3), since YEAR, code CHAR(6) CHARACTER SET latin1, place POINT, moved DATETIME, next INT AS (since + 1) STORED);
CREATE TABLE pairs (id INT PRIMARY KEY, a VARCHAR(20), b VARCHAR(20));
CREATE TABLE notes (a TEXT, b VARCHAR(20));
CREATE TABLE \`Odd \`\`ta'ble\\\\\` (\`sel;ect\` VARCHAR(40) PRIMARY KEY, nothing INT);
CREATE TABLE signed_ones (id INT PRIMARY KEY, of BIGINT UNSIGNED, FOREIGN KEY (of) REFERENCES users (id), CHECK (id > -5000));
CREATE TABLE parts (at DATE, n INT, PRIMARY KEY (at, n)) PARTITION BY RANGE (YEAR(at)) (PARTITION old VALUES LESS THAN (2026), PARTITION rest VALUES LESS THAN MAXVALUE);
CREATE TABLE empty_one (id INT PRIMARY KEY);
CREATE INDEX by_name ON users (name);
CREATE VIEW known AS SELECT name FROM users;
CREATE FUNCTION one() RETURNS INT DETERMINISTIC RETURN 1;
CREATE TRIGGER tidy BEFORE UPDATE ON notes FOR EACH ROW SET NEW.b = TRIM(NEW.b);
CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2026-01-01' DO DELETE FROM notes WHERE a = 'gone';`;
const ROWS = `
INSERT INTO users (id, name, born, score, weight, paid, flags, mood, likes, photo, note, what, hash, day, clock, since, code, place, moved)
  SELECT seq, CONCAT('n', seq), FROM_UNIXTIME(1767225600 + seq * 3600.25), seq / 3e0, seq / 7e0, seq, seq MOD 512, IF(seq MOD 2, 'calm', ''), 'b,a',
    UNHEX(MD5(seq)), CONCAT('é', seq), '{"b": 1, "a": [2.5]}', UNHEX(LPAD(HEX(seq), 4, '0')), '2026-02-03', '-10:11:12.125', 1999, 'ÿ ', POINT(seq, 1.5), '2026-03-29 02:30:00'
  FROM seq_1_to_250 ORDER;
INSERT INTO pairs VALUES (5, 'a', 'bc'), (15, NULL, ''), (25, '-', NULL);
INSERT INTO notes (a, b) VALUES ('a', 'bc'), ('ab', 'c'), ('twice', 'x'), ('twice', 'x'), ('gone soon', NULL);
INSERT INTO \`Odd \`\`ta'ble\\\\\` (\`sel;ect\`, nothing) SELECT MD5(seq), seq FROM seq_1_to_50 ORDER;
INSERT INTO signed_ones SELECT CAST(seq AS SIGNED) - 16, 7 FROM seq_1_to_30 ORDER;
INSERT INTO parts VALUES ('2025-02-01', 1), ('2026-02-01', 2);`;

/** A change, each to a range of its own, and the one line that says so. */
const user = (id: number) => new RegExp(`^rows/users/keys ${id - 5} to ${id + 4} mismatch digest$`);
const pair = (id: number) => new RegExp(`^rows/pairs/keys ${id - 5} to ${id + 4} mismatch digest$`);
const CHANGES: readonly (readonly [name: string, change: string, said: RegExp])[] = [
  ["a double's last bit", "UPDATE users SET score = score * (1 + 2.3e-16) WHERE id = 5", user(5)],
  ["a float's last bit", "UPDATE users SET weight = weight * (1 + 6e-8) WHERE id = 15", user(15)],
  ["another case, which the collation calls equal", "UPDATE users SET name = 'N25' WHERE id = 25", user(25)],
  ["a blank at the end", "UPDATE users SET name = 'n35 ' WHERE id = 35", user(35)],
  ["a bit", "UPDATE users SET flags = flags ^ 256 WHERE id = 45", user(45)],
  [
    "a label in place of a value that was none",
    "UPDATE users SET mood = 'none' WHERE id = 56",
    /^rows\/users\/keys 50 to 59 mismatch digest$/,
  ],
  ["a large value", "UPDATE users SET photo = CONCAT(photo, 0x00) WHERE id = 65", user(65)],
  ["a document", `UPDATE users SET what = '{"b": 1, "a": [2.50001]}' WHERE id = 75`, user(75)],
  ["a place", "UPDATE users SET place = POINT(85, 1.25) WHERE id = 85", user(85)],
  ["a reference system", "UPDATE users SET place = ST_GeomFromText('POINT(95 1.5)', 4326) WHERE id = 95", user(95)],
  ["an instant an hour off", "UPDATE users SET born = born + INTERVAL 1 HOUR WHERE id = 105", user(105)],
  ["a fraction of a second", "UPDATE users SET clock = '-10:11:12.126' WHERE id = 115", user(115)],
  ["a latin letter", "UPDATE users SET code = 'y' WHERE id = 125", user(125)],
  ["NULL in place of nothing", "UPDATE pairs SET a = '' WHERE id = 15", pair(15)],
  ["a text that spells NULL", "UPDATE pairs SET b = '-' WHERE id = 25", pair(25)],
  ["a boundary between two values", "UPDATE pairs SET a = 'ab', b = 'c' WHERE id = 5", pair(5)],
  ["a row that stands twice", "INSERT INTO notes (a, b) VALUES ('twice', 'x')", /^rows\/notes\/part .. mismatch size$/],
  ["a lost row", "DELETE FROM notes WHERE a = 'gone soon'", /^rows\/notes\/part .. missing absent$/],
  ["a negative key", "UPDATE signed_ones SET of = NULL WHERE id = -15", /^rows\/signed_ones\/keys -20 to -11 mismatch digest$/],
  ["a row in a partition", "UPDATE parts SET n = 3 WHERE n = 1", /^rows\/parts\/part .. missing absent$/],
  ["a sequence that stayed behind", "ALTER TABLE users AUTO_INCREMENT = 9000", /^sequence\/users mismatch digest$/],
  ["a lost index", "DROP INDEX by_name ON users", /^definition\/index\/users\.by_name missing absent$/],
  [
    "another function",
    "DROP FUNCTION one; CREATE FUNCTION one() RETURNS INT DETERMINISTIC RETURN 2",
    /^definition\/routine\/function one mismatch digest$/,
  ],
  ["a lost trigger", "DROP TRIGGER tidy", /^definition\/trigger\/notes\.tidy missing absent$/],
  ["a lost check", "ALTER TABLE signed_ones DROP CONSTRAINT CONSTRAINT_1", /^definition\/check\/signed_ones\.CONSTRAINT_1 missing absent$/],
  ["another collation", "ALTER TABLE parts COLLATE utf8mb4_bin", /^definition\/table\/parts mismatch/],
  ["another view", "CREATE OR REPLACE VIEW known AS SELECT code FROM users", /^definition\/view\/known mismatch/],
  ["another event", "ALTER EVENT nightly DO DELETE FROM notes", /^definition\/event\/nightly mismatch/],
];

describeWithEngines(["mariadb"], "an inventory of a MySQL database, of which MariaDB stands in", () => {
  let [legacy, home] = [] as unknown as [Cluster, Cluster];
  beforeAll(async () => {
    // Another clock, other modes and limits: what the other side's servers happen to have.
    const theirs = [
      "default-time-zone=+08:00",
      "sql-mode=PAD_CHAR_TO_FULL_LENGTH,ANSI_QUOTES",
      "group-concat-max-len=64",
      "div-precision-increment=0",
    ];
    legacy = await startMariadb([...theirs, "character-set-server=latin1", "event-scheduler=OFF"]);
    home = await startMariadb(["event-scheduler=ON"]);
    sql(legacy, `SET time_zone = '+00:00', sql_mode = '', sql_select_limit = DEFAULT;${SCHEMA}${ROWS.replaceAll(" ORDER;", ";")}`);
    sql(legacy, "SET GLOBAL sql_select_limit = 3");
    fill(home, "app");
  }, 60_000);
  afterAll(() => Promise.all([legacy.stop(), home.stop()]));

  /** The same rows in another order, with other columns' order, after others that are gone. */
  function fill(cluster: Cluster, database: string): void {
    const schema = SCHEMA.replace("(a TEXT, b VARCHAR(20))", "(b VARCHAR(20), gone INT, a TEXT)").replace(
      "CREATE TABLE empty_one",
      "INSERT INTO notes (a) VALUES ('gone'); DELETE FROM notes; ALTER TABLE notes DROP COLUMN gone; CREATE TABLE empty_one",
    );
    sql(cluster, `SET time_zone = '+00:00', sql_mode = '';${schema}${ROWS.replaceAll(" ORDER;", " ORDER BY 1 DESC;")}`, database);
  }

  function sql({ port, password }: Cluster, text: string, database = "app"): void {
    const words = ["--no-defaults", "--protocol=TCP", "-h127.0.0.1", `-P${port}`, "-ukeeper", "--default-character-set=utf8mb4", database];
    const { status, stderr } = spawnSync("mariadb", words, { input: text, encoding: "utf8", env: { ...process.env, MYSQL_PWD: password } });
    if (status !== 0) throw new Error(stderr);
  }

  async function list(
    cluster: Cluster,
    name: string,
    {
      tables = [],
      url = cluster.url(),
      range = 10,
    }: { readonly tables?: readonly string[]; readonly url?: string; readonly range?: number } = {},
  ): Promise<readonly DatabaseRow[]> {
    const file = join(folder, name);
    process.env["MYSQL_PWD"] = cluster.password;
    await writeDatabase({ address: url, tables, range }, file, () => undefined).finally(() => delete process.env["MYSQL_PWD"]);
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as DatabaseRow);
  }

  test("two servers that hold the same say the same", async () => {
    const rows = await list(legacy, "legacy.jsonl");
    const sizes = (prefix: string) =>
      Object.fromEntries(rows.filter(({ key }) => key.startsWith(prefix)).map(({ key, size }) => [key.slice(prefix.length), size]));
    expect(sizes("rows/users/")).toMatchObject({ "keys 0 to 9": 9, "keys 10 to 19": 10, "keys 250 to 259": 1 });
    expect(sizes("rows/signed_ones/")).toEqual({ "keys -20 to -11": 5, "keys -10 to -1": 10, "keys 0 to 9": 10, "keys 10 to 19": 5 });
    expect(sizes("sequence/")).toEqual({ users: 1 });
    expect(rows.some(({ key }) => key.startsWith("rows/`Odd ``ta'ble\\\\`/part "))).toBe(true);
    const kinds = new Set(rows.map(({ key }) => /^(definition\/)?[^/]+/.exec(key)?.[0]));
    expect([...kinds].sort()).toEqual([
      ...["check", "constraint", "event", "index", "routine", "table", "trigger", "view"].map((kind) => `definition/${kind}`),
      ...["rows", "sequence"],
    ]);
    await list(home, "home.jsonl");
    expect((await compareFiles(folder, join(folder, "legacy.jsonl"), join(folder, "home.jsonl"))).said).toEqual([]);
  }, 60_000);

  describe("each change shows where it was made, and nowhere else", () => {
    let found: readonly string[] = [];
    beforeAll(async () => {
      sql(home, "CREATE DATABASE changed CHARACTER SET utf8mb4", "mysql");
      fill(home, "changed");
      sql(home, `SET time_zone = '+00:00', sql_mode = '';${CHANGES.map(([, change]) => change).join(";")}`, "changed");
      await list(legacy, "legacy.jsonl");
      await list(home, "changed.jsonl", { url: home.url("changed") });
      found = (await compareFiles(folder, join(folder, "legacy.jsonl"), join(folder, "changed.jsonl"))).said;
    }, 60_000);

    test.each(CHANGES)("%s", (_, __, said) => expect(found.filter((line) => said.test(line))).toHaveLength(1));

    test("no other line differs", () => {
      const explained = (line: string) => line.endsWith(" extra absent") || CHANGES.some(([, , said]) => said.test(line));
      expect(found.filter((line) => !explained(line))).toEqual([]);
    });
  });

  const REST = "not listed/every other table, sequence and definition";
  test("single tables, by name", async () => {
    const rows = await list(legacy, "one.jsonl", { tables: ["notes"] });
    expect(rows.map(({ key }) => key)).toContain("definition/table/notes");
    expect(rows.filter(({ key }) => !key.includes("notes")).map(({ key }) => key)).toEqual([REST]);
    await expect(list(legacy, "none.jsonl", { tables: ["nowhere"] })).rejects.toThrow("no table nowhere");
  });

  test.each([
    ["a type without one text", "CREATE TABLE odd (id INT PRIMARY KEY, u UUID)", /odd\.u.*a column of type uuid/s],
    ["a table that no snapshot holds still", "CREATE TABLE odd (id INT PRIMARY KEY) ENGINE = MyISAM", /odd.*engine MyISAM/s],
    ["a table that keeps rows it does not show", "CREATE TABLE odd (id INT PRIMARY KEY) WITH SYSTEM VERSIONING", /odd.*SYSTEM VERSIONED/s],
    [
      "a key with gaps",
      "CREATE TABLE odd (id BIGINT PRIMARY KEY); INSERT INTO odd VALUES (1), (9000000000000000000)",
      /--range, at least 450000000000/,
    ],
  ])("%s is refused", async (_, change, said) => {
    sql(home, change);
    await expect(list(home, "odd.jsonl")).rejects.toThrow(said);
    sql(home, "DROP TABLE odd");
  });

  test("what the server cuts off is no digest", async () => {
    const small = await startMariadb(["max-allowed-packet=16384"]);
    sql(small, "CREATE TABLE many (id INT PRIMARY KEY); INSERT INTO many SELECT seq FROM seq_1_to_600");
    await expect(list(small, "cut.jsonl", { range: 1000 })).rejects.toThrow(/many\/keys 0 to 999.*max_allowed_packet/s);
    sql(
      small,
      "DROP TABLE many; CREATE TABLE wide (id INT PRIMARY KEY, a VARCHAR(9000), b VARCHAR(9000)) CHARACTER SET latin1; INSERT INTO wide VALUES (1, REPEAT('a', 9000), REPEAT('b', 9000))",
    );
    await expect(list(small, "cut.jsonl", { range: 1000 })).rejects.toThrow(/wide\/keys 0 to 999.*max_allowed_packet/s);
    await small.stop();
  }, 60_000);

  test("a user who may not see everything is refused, and so is a wrong password", async () => {
    sql(home, "CREATE OR REPLACE USER clerk IDENTIFIED BY 'clerk'; GRANT SELECT ON app.notes TO clerk");
    const clerk = { ...home, password: "clerk", url: () => home.url().replace("keeper", "clerk") };
    await expect(list(clerk, "part.jsonl")).rejects.toThrow(/without SELECT, SHOW VIEW, TRIGGER, EVENT on \*\.\*/);
    sql(home, "GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON *.* TO clerk");
    expect((await list(clerk, "all.jsonl")).length).toBe((await list(home, "home.jsonl")).length);
    await expect(list({ ...clerk, password: "wrong" }, "none.jsonl")).rejects.toThrow("ERROR 1045");
  });

  test("the way is encrypted for a certificate that verifies, or not taken", async () => {
    const certificate = (name: string) => {
      const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
      const words = [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
      ];
      spawnSync("openssl", [...words, "-keyout", key, "-out", cert]);
      spawnSync("chmod", ["644", key]);
      return { key, cert };
    };
    spawnSync("chmod", ["755", folder]);
    const [theirs, another] = [certificate("theirs"), certificate("another")];
    const served = await startMariadb([`ssl-cert=${theirs.cert}`, `ssl-key=${theirs.key}`]);
    const by = (mode: string, authority: string) =>
      list(served, "tls.jsonl", { url: `${served.url()}?ssl-mode=${mode}&ssl-ca=${authority}` });
    await expect(by("VERIFY_IDENTITY", theirs.cert)).resolves.toEqual([]);
    await expect(by("VERIFY_IDENTITY", another.cert)).rejects.toThrow(/SSL|certificate/i);
    await expect(by("SOMEHOW", theirs.cert)).rejects.toThrow("ssl-mode=SOMEHOW");
    await expect(list(home, "tls.jsonl", { url: `${home.url()}?ssl-mode=VERIFY_IDENTITY` })).rejects.toThrow(/SSL/i);
    await served.stop();
  }, 60_000);

  test("the command says what it listed, and the password nowhere", () => {
    const words = ["bin/ringfence.js", "inventory", "--database", legacy.url(), "--table", "notes"];
    const { status, stdout, stderr } = spawnSync("node", words, { encoding: "utf8", env: { ...process.env, MYSQL_PWD: legacy.password } });
    expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining("5 rows") });
    expect(stdout + stderr).not.toContain(legacy.password);
  });
});
