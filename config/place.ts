import type { Region } from "./jurisdiction";
import type { AccountData, AwsAccountData, GoogleAccountData } from "./schema/schema";

/**
 * One cloud, one account and one region of the jurisdiction; a stack belongs to exactly one.
 * Only a program makes one: `program.place` inside the jurisdiction, `program.legacyPlace` where an old copy lies until it is purged.
 */
export class Place<A extends AccountData = AccountData> {
  /** For config/program.ts only. */
  static make<A extends AccountData>(accountName: string, account: A, region: Region): Place<A> {
    return new Place(accountName, account, region);
  }

  private constructor(
    /** The account's name in the program. */
    readonly accountName: string,
    readonly account: A,
    readonly region: Region,
  ) {}

  /** The account's id as its cloud writes it. */
  get accountId(): string {
    return this.account.id;
  }

  /** The first field after `arn:`; commercial regions only, since a program's places are. */
  get partition(): string {
    return this.region.partition;
  }

  /** Is this on AWS? Narrows the account's type. */
  isAws(): this is Place<AwsAccountData> {
    return this.account.cloud === "aws";
  }

  isGoogle(): this is Place<GoogleAccountData> {
    return this.account.cloud === "google";
  }

  equals(other: Place): boolean {
    return this.account.cloud === other.account.cloud && this.accountId === other.accountId && this.region.name === other.region.name;
  }

  toString(): string {
    return `${this.account.cloud} ${this.accountName} (${this.accountId}) ${this.region.name}`;
  }
}

export type AwsPlace = Place<AwsAccountData>;
export type GooglePlace = Place<GoogleAccountData>;
