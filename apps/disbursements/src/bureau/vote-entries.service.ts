import { Ledger } from '@abonde/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Decided, decidedEntries, decisionEntries, ledgerLink } from '../rules/ledger-link';

const kinds: Record<string, Decided> = { 'subsidy-engaged': 'engaged', 'subsidy-attributed': 'attributed' };

/** Which transactions the votes of a closed session are: by what they decided, then by project. */
export type Votes = Readonly<Record<Decided, ReadonlyMap<string, string>>>;

const none: Votes = { engaged: new Map(), attributed: new Map() };

/** Finds, in the book, the votes that sessions published. */
@Injectable()
export class VoteEntries {
  constructor(
    private readonly ledger: Ledger,
    private readonly dataSource: DataSource,
  ) {}

  /** By session, where each vote is in the book. */
  async of(sessions: readonly { code: string }[]): Promise<Map<string, Votes>> {
    const found = await Promise.all(sessions.map(async ({ code }) => [code, await this.ofOne(code)] as const));
    return new Map(found);
  }

  private async ofOne(reference: string): Promise<Votes> {
    const votes = { engaged: new Map<string, string>(), attributed: new Map<string, string>() };
    for (const [kind, what] of Object.entries(kinds))
      for (const { id, postings } of await this.ledger.find(this.dataSource.manager, { kind, reference }))
        for (const { dimensions } of postings) if (dimensions?.project) votes[what].set(dimensions.project, id);
    return votes;
  }
}

/** What a project was engaged or attributed by other sessions than the one that published these votes. */
export function entriesElsewhere(what: Decided, project: string, votes: Votes = none): string {
  const vote = votes[what].get(project);
  return decidedEntries(what, [project], vote ? { transaction: `!${vote}` } : {});
}

/** What a session engaged for a project or attributed to it; null where nothing was posted. */
export function entriesOfVote(what: Decided, project: string, votes: Votes = none): string | null {
  const transaction = votes[what].get(project);
  return transaction ? decidedEntries(what, [project], { transaction }) : null;
}

/** What a session engaged or attributed in all; null where nothing was posted. */
export function entriesOfSession(what: Decided, votes: Votes = none): string | null {
  if (votes[what].size === 0) return null;
  return decisionEntries(what, [...votes[what].values()]);
}

/** What is free of agreements; null where there is none. */
export function entriesOfEnvelopes(agreements: readonly string[]): string | null {
  if (agreements.length === 0) return null;
  const account = agreements.map((agreement) => `fund:envelope:${agreement}`).join(',');
  return ledgerLink({ book: 'contributions', account, side: 'credit' });
}
