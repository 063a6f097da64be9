import { Money } from '@abonde/money';
import { type Command, UnitOfWork } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service';
import { exactInstalments, exactInterest, exactOrders, secondDebits } from './auto-match.query';
import { type EntryRow, lockEntries, valuedOf } from './entry-row.store';
import { legsOf } from './legs';
import type { Found, ResolvedTarget } from './crossings.builder';
import { planOf } from './match-plan.builder';
import { type MatchPlan, MatchWriter } from './match-writer.service';
import type { AutoMatchDto } from './matches.dto';
import type { TargetKind } from './target';
import { TargetsService } from './targets.service';

interface Pair {
  entry: string;
  kind: TargetKind;
  target: string;
  minor: string;
  currency: string;
  found: Found;
}

const chunk = 1_000;
const told = 1_000;

/** Matches without asking anybody, where reference and amount are exact and nothing else could be meant. */
@Injectable()
export class AutoMatchService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly targets: TargetsService,
    private readonly writer: MatchWriter,
  ) {}

  /** Nothing is matched twice: run again, it finds only what came since. */
  async run(command: Command, reference?: string): Promise<AutoMatchDto> {
    const account = reference ? (await this.accounts.get(reference)).id : null;
    return this.unitOfWork.run(command, async (tx) => {
      const exact: Pair[] = [
        ...(await tx.query(exactOrders, [account])),
        ...(await tx.query(exactInstalments, [account])),
        ...(await tx.query(exactInterest, [account])),
      ];
      const pairs = byEntry(exact);
      const matches: string[] = [];
      const kinds: Record<string, number> = {};
      const ids = [...pairs.keys()].sort();
      for (let at = 0; at < ids.length; at += chunk) {
        const plans = await this.plans(tx, ids.slice(at, at + chunk), pairs, command);
        await this.writer.write(tx, plans);
        for (const { id, targets } of plans) {
          if (matches.length < told) matches.push(id);
          const kind = targets[0]?.kind ?? '';
          kinds[kind] = (kinds[kind] ?? 0) + 1;
        }
      }
      const again: { id: string }[] = await tx.query(secondDebits, [account]);
      return {
        matched: Object.values(kinds).reduce((sum, count) => sum + count, 0),
        kinds,
        matches,
        secondDebits: again.map(({ id }) => id),
      };
    });
  }

  private async plans(
    tx: EntityManager,
    ids: string[],
    pairs: Map<string, Pair[]>,
    command: Command,
  ): Promise<MatchPlan[]> {
    const plans: MatchPlan[] = [];
    for (const entry of await lockEntries(tx, ids)) {
      const targets = await this.resolved(tx, entry, pairs.get(entry.id) ?? []);
      if (entry.match_id || targets.length === 0) continue;
      const request = {
        entry,
        matchedBy: command.actor.id,
        automatic: true,
        charges: null,
        exchangeDifference: null,
        note: null,
        correlationId: command.correlationId,
      };
      plans.push(planOf(request, legsOf(valuedOf(entry), targets)));
    }
    return plans;
  }

  /** The query already found what instalments and orders need; the few credits of interest are looked up one by one. */
  private async resolved(tx: EntityManager, entry: EntryRow, pairs: Pair[]): Promise<ResolvedTarget[]> {
    const targets = pairs.map(({ kind, target, minor, currency, found }) => ({
      kind,
      id: target,
      amount: Money.minor(BigInt(minor), currency),
      found,
    }));
    return targets.some(({ kind }) => kind === 'interest') ? this.targets.resolve(tx, entry, targets, {}) : targets;
  }
}

/** An entry that could be two different things is left to a person. */
function byEntry(pairs: readonly Pair[]): Map<string, Pair[]> {
  const grouped = new Map<string, Pair[]>();
  for (const pair of pairs) grouped.set(pair.entry, [...(grouped.get(pair.entry) ?? []), pair]);
  for (const [entry, group] of grouped) {
    if (new Set(group.map(({ kind }) => kind)).size > 1) grouped.delete(entry);
  }
  return grouped;
}
