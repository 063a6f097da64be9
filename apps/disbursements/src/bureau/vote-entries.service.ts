import { Ledger } from '@abonde/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accounts } from '../rules/accounts';

const VOTE = 'subsidy-attributed';
/** Votes, and what amendments took back of them. */
const ATTRIBUTED = `${VOTE},attribution-reduced`;

/** Which transaction each vote of a closed session is, by project. */
export type Votes = ReadonlyMap<string, string>;

/** Finds, in the book, the votes that sessions published. */
@Injectable()
export class VoteEntries {
  constructor(
    private readonly ledger: Ledger,
    private readonly dataSource: DataSource,
  ) {}

  /** By session, where each vote is in the book. */
  async of(sessions: readonly { code: string }[]): Promise<Map<string, Votes>> {
    const ofOne = ({ code }: { code: string }) =>
      this.ledger.find(this.dataSource.manager, { kind: VOTE, reference: code });
    const posted = (await Promise.all(sessions.map(ofOne))).flat();
    const votes = new Map(sessions.map(({ code }) => [code, new Map<string, string>()]));
    for (const { id, reference, postings } of posted)
      for (const { dimensions } of postings)
        if (dimensions?.project) votes.get(reference ?? '')?.set(dimensions.project, id);
    return votes;
  }
}

/** What a project was attributed by other sessions than the one that published these votes. */
export function entriesElsewhere(project: string, votes: Votes | undefined): string {
  const vote = votes?.get(project);
  const account = accounts.contra(project);
  return link({ book: 'disbursements', project, account, kind: ATTRIBUTED, ...(vote && { transaction: `!${vote}` }) });
}

/** What a session attributed to a project; null where nothing was posted. */
export function entriesOfVote(project: string, votes: Votes | undefined): string | null {
  const transaction = votes?.get(project);
  if (!transaction) return null;
  return link({ book: 'disbursements', project, account: accounts.contra(project), transaction });
}

/** What a session attributed in all; null where nothing was posted. */
export function entriesOfSession(votes: Votes | undefined): string | null {
  if (!votes || votes.size === 0) return null;
  const transaction = [...votes.values()].join(',');
  return link({ book: 'disbursements', account: accounts.contra('*'), transaction });
}

/** What is free of agreements; null where there is none. */
export function entriesOfEnvelopes(agreements: readonly string[]): string | null {
  if (agreements.length === 0) return null;
  const account = agreements.map((agreement) => `fund:envelope:${agreement}`).join(',');
  return link({ book: 'contributions', account, side: 'credit' });
}

function link(filter: Record<string, string>): string {
  return `/api/reporting/ledger?${new URLSearchParams(filter).toString()}`;
}
