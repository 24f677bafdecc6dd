import { program as unitedStates } from "../../config/programs/united-states";
import { CONTENT, refuses } from "./refused";

describe("united-states is refused with a form that is not a program's", () => {
  refuses(unitedStates, [
    { of: "an unknown key", change: (p) => (p.gatekeepers = {}), code: "PROGRAM-SHAPE", says: "gatekeepers" },
    {
      of: "a misspelt safeguard",
      change: (p) => (p.datasets[CONTENT].legalhold = {}),
      code: "PROGRAM-SHAPE",
      says: 'given "legalhold", expected no keys but the schema',
    },
    {
      of: "no deadline",
      change: (p) => delete p.deadline,
      code: "PROGRAM-PARTS",
      says: "given nothing for deadline, expected a whole program",
    },
    {
      of: "a secret where a word is expected, without repeating it",
      change: (p) => (p.datasets[CONTENT].store = "bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ"),
      code: "PROGRAM-SHAPE",
      says: "given a text of 40 characters, expected one of bucket",
    },
    { of: "no name", change: (p) => delete p.name, code: "PROGRAM-SHAPE", says: "given nothing, expected a value of type string" },
    { of: "a name in capitals", change: (p) => (p.name = "United-States"), code: "PROGRAM-SHAPE", says: "lower-case words" },
    { of: "a name of 25 characters", change: (p) => (p.name = "a".repeat(25)), code: "PROGRAM-SHAPE", says: "at most 24" },
    {
      of: "an account id as a number",
      change: (p) => (p.accounts.home.id = 333333333333),
      code: "PROGRAM-SHAPE",
      says: "accounts.home.id: the program is not of the expected form; given the number 333333333333, expected a value of type string",
    },
    {
      of: "an account id of eleven digits",
      change: (p) => (p.accounts.home.id = "33333333333"),
      code: "PROGRAM-SHAPE",
      says: "twelve digits in quotes",
    },
    {
      of: "an account on an unknown cloud",
      change: (p) => (p.accounts.home.cloud = "oracle"),
      code: "PROGRAM-SHAPE",
      says: 'given "oracle", expected one of aws, google',
    },
    {
      of: "a purpose that does not exist",
      change: (p) => (p.accounts.home.purpose = "storage"),
      code: "PROGRAM-SHAPE",
      says: "accounts.home.purpose",
    },
    {
      of: "an organization id that is none",
      change: (p) => (p.parties.custodian.aws.organization = "custodian"),
      code: "PROGRAM-SHAPE",
      says: "organization id such as",
    },
    {
      of: "no obligations",
      change: (p) => (p.obligations = []),
      code: "PROGRAM-SHAPE",
      says: "given a list of 0, expected at least 1 in the list",
    },
    {
      of: "an obligation without claims",
      change: (p) => (p.obligations[0].claims = []),
      code: "PROGRAM-SHAPE",
      says: "obligations[0].claims",
    },
    {
      of: "a claim that does not exist",
      change: (p) => (p.obligations[0].claims = ["privacy"]),
      code: "PROGRAM-SHAPE",
      says: "obligations[0].claims[0]",
    },
    { of: "no datasets", change: (p) => (p.datasets = []), code: "PROGRAM-SHAPE", says: "datasets" },
    {
      of: "a store that does not exist",
      change: (p) => (p.datasets[CONTENT].store = "tape"),
      code: "PROGRAM-SHAPE",
      says: 'datasets[0].store: the program is not of the expected form; given "tape", expected one of bucket, table, relational,',
    },
    {
      of: "a size below zero",
      change: (p) => (p.datasets[CONTENT].sizeGib = -1),
      code: "PROGRAM-SHAPE",
      says: "given the number -1, expected more than 0",
    },
    {
      of: "a deadline that is no day of the calendar",
      change: (p) => (p.deadline = "2027-02-30"),
      code: "PROGRAM-SHAPE",
      says: "deadline",
    },
    {
      of: "a legacy copy of an unknown kind",
      change: (p) => (p.datasets[CONTENT].legacy[0].kind = "floppy"),
      code: "PROGRAM-SHAPE",
      says: "legacy[0].kind",
    },
    {
      of: "a reason that is no reason",
      change: (p) => (p.datasets[CONTENT].withoutRecovery = "no"),
      code: "PROGRAM-SHAPE",
      says: "given a text of 2 characters, expected at least 10 characters",
    },
    {
      of: "an RPO of half a minute",
      change: (p) => (p.datasets[CONTENT].recovery.rpoMinutes = 0.5),
      code: "PROGRAM-SHAPE",
      says: "rpoMinutes",
    },
  ]);
});
