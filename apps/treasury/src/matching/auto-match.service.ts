import { Money } from '@abonde/money';
import { type Command, UnitOfWork } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service';
import { secondDebits } from './auto-match.query';
import type { ResolvedTarget } from './crossings.builder';
import { type EntryRow, lockEntries, valuedOf } from './entry-row.store';
import { type Pair, readExactPairs, stillExact } from './exact-pairs.reader';
import { legsOf } from './legs';
import { planOf } from './match-plan.builder';
import { type MatchPlan, MatchWriter } from './match-writer.service';
import type { AutoMatchDto } from './matches.dto';
import { type MadeMatch, RuleMatchService } from './rule-match.service';
import { TargetsService } from './targets.service';

/** Pairs matched in one transaction: what it locks is free again soon, whatever the number of entries. */
const size = 1_000;
/** Ids of matches named in the answer; all are counted. */
const told = 1_000;

/** Matches without asking anybody, where reference and amount are exact and nothing else could be meant. */
@Injectable()
export class AutoMatchService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly targets: TargetsService,
    private readonly writer: MatchWriter,
    private readonly rules: RuleMatchService,
  ) {}

  /** Nothing is matched twice: run again, also after half a run, it finds only what is left and what came since. */
  async run(command: Command, reference?: string): Promise<AutoMatchDto> {
    const account = reference ? (await this.accounts.get(reference)).id : null;
    const earlier = await this.unitOfWork.answered<AutoMatchDto>(command);
    if (earlier) return earlier;
    const { idempotencyKey: _, ...part } = command;
    const matches: string[] = [];
    const kinds: Record<string, number> = {};
    const keep = (made: readonly MadeMatch[]): void => {
      matches.push(...made.map(({ id }) => id).slice(0, told - matches.length));
      for (const { kind } of made) kinds[kind] = (kinds[kind] ?? 0) + 1;
    };
    for await (const pairs of readExactPairs(this.dataSource, account, size)) {
      keep(await this.unitOfWork.run(part, (tx) => this.match(tx, pairs, command)));
    }
    for await (const made of this.rules.run(part, account)) keep(made);
    return this.unitOfWork.run(command, async (tx) => {
      const again: { id: string }[] = await tx.query(secondDebits, [account]);
      return {
        matched: Object.values(kinds).reduce((sum, count) => sum + count, 0),
        kinds,
        matches,
        secondDebits: again.map(({ id }) => id),
      };
    });
  }

  /** What was matched meanwhile, by a person or another run, is left alone. */
  private async match(tx: EntityManager, found: readonly Pair[], command: Command): Promise<MadeMatch[]> {
    const ids = [...new Set(found.map(({ entry }) => entry))].sort();
    const entries = (await lockEntries(tx, ids)).filter((entry) => entry.match_id === null);
    const pairs = byEntry(await stillExact(tx, found));
    const plans: MatchPlan[] = [];
    for (const entry of entries) {
      const targets = await this.resolved(tx, entry, pairs.get(entry.id) ?? []);
      if (targets.length > 0) plans.push(planFor(entry, targets, command));
    }
    await this.writer.write(tx, plans);
    return plans.map(({ id, targets }) => ({ id, kind: targets[0]?.kind ?? '' }));
  }

  /** The query already found what instalments and orders need; the few credits of interest are looked up one by one. */
  private async resolved(tx: EntityManager, entry: EntryRow, pairs: readonly Pair[]): Promise<ResolvedTarget[]> {
    const targets = pairs.map(({ kind, target, minor, currency, found }) => ({
      kind,
      id: target,
      amount: Money.minor(BigInt(minor), currency),
      found,
    }));
    return targets.some(({ kind }) => kind === 'interest') ? this.targets.resolve(tx, entry, targets, {}) : targets;
  }
}

function byEntry(pairs: readonly Pair[]): Map<string, Pair[]> {
  const grouped = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const group = grouped.get(pair.entry);
    if (group) group.push(pair);
    else grouped.set(pair.entry, [pair]);
  }
  return grouped;
}

function planFor(entry: EntryRow, targets: ResolvedTarget[], { actor, correlationId }: Command): MatchPlan {
  const request = {
    entry,
    matchedBy: actor.id,
    matchedByName: actor.name,
    automatic: true,
    charges: null,
    exchangeDifference: null,
    note: null,
    correlationId,
  };
  return planOf(request, legsOf(valuedOf(entry), targets));
}
