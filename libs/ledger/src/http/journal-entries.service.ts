import { BusinessClock, type Command, DomainError, hasRole, notFound, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { LedgerError, UnknownAccount } from '../ledger-error';
import { Ledger } from '../ledger.service';
import type { Outcome } from '../post.query';
import type { NewTransaction, Transaction } from '../transaction';
import { checkedBody } from './checked-body.pipe';
import {
  type BatchBody,
  type DeclineBody,
  type EntryBody,
  entryBody,
  type EntryOutcomeDto,
  type PostedEntryDto,
  type ReversalBody,
} from './journal-entries.dto';
import { idOf, manualKind, manualTransaction, postingDto, wildcardAccounts } from './manual-entry';
import { approveDraft, declineDraft, type Draft, keepDraft } from './prepared-entries.store';

/** Manual entries (opérations diverses): machines post them directly, people prepare them and a controller approves. */
@Injectable()
export class JournalEntries {
  private today?: Promise<string>;

  constructor(
    private readonly ledger: Ledger,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly dataSource: DataSource,
  ) {}

  /** @throws {LedgerError | DomainError} */
  enter(command: Command, body: EntryBody): Promise<PostedEntryDto> {
    return hasRole(command.actor, 'integration') ? this.postNow(command, body) : this.prepare(command, body);
  }

  /** An outcome for each entry, in order. */
  async enterMany(command: Command, bodies: BatchBody): Promise<EntryOutcomeDto[]> {
    const attempts = await Promise.all(bodies.map((body, index) => this.attempt(command, body, index)));
    const good = attempts.filter((attempt): attempt is NewTransaction => !isRefusal(attempt));
    const outcomes = (await this.ledger.postMany(good)).values();
    return attempts.map((attempt, index) => {
      if (isRefusal(attempt)) return { index, ...refusal(attempt) };
      const outcome = outcomes.next().value;
      if (!outcome) throw new Error('An entry has no outcome.');
      return { index, ...(outcome.outcome === 'REFUSED' ? refusal(outcome.error) : outcome) };
    });
  }

  /** Posts what another person prepared. @throws {SamePerson | AlreadyApproved | AlreadyDeclined | LedgerError} */
  approve(command: Command, id: string): Promise<PostedEntryDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const prepared = await approveDraft(tx, id, command.actor);
      const approval = { approvedBy: command.actor.id };
      const { accountingDate } = await this.postDraft(tx, prepared, prepared.preparedBy, approval);
      return { id, status: 'POSTED', accountingDate };
    });
  }

  /** Only manual entries: what a process posted is undone by that process. */
  async reverse(command: Command, id: string, body: ReversalBody): Promise<PostedEntryDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const original = await this.posted(tx, id);
      const day =
        body.effectiveDate === undefined ? original.valueDate : await this.clock.effective(body.effectiveDate, tx);
      const entry = { ...body, reference: original.reference, postings: original.postings.map(postingDto) };
      const draft = {
        id: uuid(),
        effectiveDate: day,
        entry: entry as EntryBody,
        reverses: id,
        preparer: command.actor,
      };
      if (!hasRole(command.actor, 'integration')) return this.keep(tx, draft);
      const { accountingDate } = await this.postDraft(tx, draft, draft.preparer.id);
      return { id: draft.id, status: 'POSTED', accountingDate };
    });
  }

  /** A controller puts it aside, or whoever prepared it takes it back. @throws {NotYours | AlreadyApproved | AlreadyDeclined} */
  decline(command: Command, id: string, { reason }: DeclineBody): Promise<void> {
    return this.unitOfWork.run(command, (tx) => declineDraft(tx, id, command.actor, reason));
  }

  private async postNow(command: Command, body: EntryBody): Promise<PostedEntryDto> {
    const transaction = await this.transaction(command, body);
    const [outcome] = await this.ledger.postMany([transaction]);
    if (!outcome) throw new Error('An entry has no outcome.');
    if (outcome.outcome === 'REFUSED') throw outcome.error;
    if (outcome.outcome === 'DUPLICATE') await this.checkSameRequest(outcome, command);
    return { id: outcome.id, status: 'POSTED', accountingDate: outcome.accountingDate };
  }

  private async checkSameRequest({ id }: Extract<Outcome, { id: string }>, { bodyHash }: Command): Promise<void> {
    const [earlier] = await this.ledger.find(this.dataSource.manager, { id });
    if (earlier?.metadata.request === bodyHash) return;
    throw new DomainError({
      code: 'IDEMPOTENCY_KEY_REUSED',
      status: 409,
      title: 'Idempotency-Key already used',
      detail: 'This Idempotency-Key came before with another request.',
      transaction: id,
    });
  }

  private async attempt(
    command: Command,
    body: unknown,
    index: number,
  ): Promise<NewTransaction | LedgerError | DomainError> {
    try {
      return await this.transaction(command, checkedBody(entryBody, body), index);
    } catch (error) {
      if (isRefusal(error)) return error;
      throw error;
    }
  }

  private async transaction(command: Command, body: EntryBody, index = 0): Promise<NewTransaction> {
    const { actor, idempotencyKey: key, bodyHash, route } = command;
    const day = await this.effective(body.effectiveDate);
    const origin =
      key === undefined
        ? { metadata: {} }
        : { id: idOf(actor.id, `${route} ${key}`, index), metadata: { request: bodyHash } };
    const transaction = manualTransaction(this.ledger.chart, body, { ...origin, actor: actor.id, day });
    await this.requireOpen(this.dataSource.manager, wildcardAccounts(this.ledger.chart, body).own);
    return transaction;
  }

  private prepare(command: Command, body: EntryBody): Promise<PostedEntryDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const day = await this.clock.effective(body.effectiveDate, tx);
      const draft = { id: uuid(), effectiveDate: day, entry: body, reverses: null, preparer: command.actor };
      const { own, others } = wildcardAccounts(this.ledger.chart, body);
      await this.requireOpen(tx, own);
      await this.requireKnown(tx, others);
      return this.keep(tx, draft);
    });
  }

  /** Posts, takes back, and keeps the draft: what cannot be posted is refused to whoever prepares it. */
  private async keep(tx: EntityManager, draft: Draft): Promise<PostedEntryDto> {
    await tx.query('SAVEPOINT trial');
    await this.postDraft(tx, draft, draft.preparer.id);
    await tx.query('ROLLBACK TO SAVEPOINT trial');
    await keepDraft(tx, draft);
    return { id: draft.id, status: 'PREPARED', accountingDate: null };
  }

  private async postDraft(
    tx: EntityManager,
    { id, effectiveDate: day, entry, reverses }: Omit<Draft, 'preparer'>,
    actor: string,
    approval: Record<string, unknown> = {},
  ): Promise<{ accountingDate: string }> {
    if (reverses !== null) {
      const reversal = { id, kind: manualKind, reason: entry.reason, actor, metadata: approval, valueDate: day };
      return this.ledger.reverse(tx, reverses, {
        ...reversal,
        ...(entry.effectiveDate !== undefined && { accountingDate: day }),
      });
    }
    const transaction = manualTransaction(this.ledger.chart, entry, { id, actor, day, metadata: approval });
    const [posted] = await this.ledger.post(tx, transaction);
    if (!posted) throw new Error('An entry is one transaction.');
    return posted;
  }

  private async posted(tx: EntityManager, id: string): Promise<Transaction> {
    const [transaction] = await this.ledger.find(tx, { id, kind: manualKind });
    if (!transaction) throw notFound('journal entry', id);
    return transaction;
  }

  /** An account with its own currency opens where that currency is decided, not in a manual entry. */
  private async requireOpen(tx: EntityManager, accounts: string[]): Promise<void> {
    if (accounts.length === 0) return;
    const [missing]: { account: string }[] = await tx.query(
      'SELECT account FROM unnest($1::text[]) AS account WHERE NOT EXISTS (SELECT FROM ledger.accounts a WHERE a.path = account)',
      [accounts],
    );
    if (missing) throw new UnknownAccount(missing.account);
  }

  /** A slip of the pen opens no account: what the account is about has an account of some kind already. */
  private async requireKnown(tx: EntityManager, accounts: string[]): Promise<void> {
    if (accounts.length === 0) return;
    const [missing]: { account: string }[] = await tx.query(
      `SELECT account FROM unnest($1::text[]) AS account
        WHERE NOT EXISTS (SELECT FROM ledger.accounts a WHERE substring(a.path FROM '[^:]+$') = substring(account FROM '[^:]+$'))`,
      [accounts],
    );
    if (missing) throw new UnknownAccount(missing.account);
  }

  /** Concurrent requests share one look at the business day. */
  private async effective(day?: string): Promise<string> {
    this.today ??= this.clock.today().finally(() => (this.today = undefined));
    const today = await this.today;
    if (day === undefined) return today;
    return day <= today ? day : this.clock.effective(day);
  }
}

interface Refusal {
  code: string;
  title: string;
  message: string;
  figures: Readonly<Record<string, unknown>>;
}

/** Refusals of this library, of money and of the platform alike: they carry a code and a status below 500. */
function isRefusal(value: unknown): value is LedgerError | DomainError {
  return value instanceof Error && 'code' in value && 'status' in value && Number(value.status) < 500;
}

function refusal({ code, title, message, figures }: Refusal): Omit<EntryOutcomeDto, 'index'> {
  return { ...figures, outcome: 'REFUSED', code, title, detail: message };
}
