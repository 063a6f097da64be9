import { type Command, UnitOfWork } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type EntryRow, lockEntries, valuedOf } from './entry-row.store';
import { legsOf } from './legs';
import { planOf } from './match-plan.builder';
import { type MatchPlan, MatchWriter } from './match-writer.service';
import { anyAutomaticRule, ruledEntries } from './ruled-entries.query';
import { MatchRefused, type TargetKind } from './target';
import { TargetsService } from './targets.service';

interface RuledEntry {
  entry: string;
  kind: TargetKind;
  target: string;
  rule: string;
}

export interface MadeMatch {
  id: string;
  kind: string;
}

/** Matches by rules that two persons agreed on, where they say one thing only. */
@Injectable()
export class RuleMatchService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly targets: TargetsService,
    private readonly writer: MatchWriter,
  ) {}

  /** Some at a time, each in its own transaction. */
  async *run(command: Command, account: string | null): AsyncGenerator<MadeMatch[]> {
    const some: unknown[] = await this.dataSource.query(anyAutomaticRule);
    if (some.length === 0) return;
    let after: string | null = null;
    for (;;) {
      const found: RuledEntry[] = await this.dataSource.query(ruledEntries, [account, after]);
      if (found.length === 0) return;
      yield await this.unitOfWork.run(command, (tx) => this.match(tx, found, command));
      after = found.at(-1)?.entry ?? null;
    }
  }

  private async match(tx: EntityManager, found: readonly RuledEntry[], command: Command): Promise<MadeMatch[]> {
    const rows = await lockEntries(
      tx,
      found.map(({ entry }) => entry),
    );
    const entries = new Map(rows.filter(({ match_id }) => match_id === null).map((row) => [row.id, row]));
    const plans: MatchPlan[] = [];
    for (const ruled of found) {
      const entry = entries.get(ruled.entry);
      const plan = entry && (await this.plan(tx, entry, ruled, command));
      if (plan) plans.push(plan);
    }
    await this.writer.write(tx, plans);
    return plans.map(({ id, targets }) => ({ id, kind: targets[0]?.kind ?? '' }));
  }

  /** A rule whose target doesn't fit this line leaves it to a person. */
  private async plan(
    tx: EntityManager,
    entry: EntryRow,
    { kind, target, rule }: RuledEntry,
    { actor, correlationId }: Command,
  ): Promise<MatchPlan | undefined> {
    const valued = valuedOf(entry);
    const request = { entry, matchedBy: actor.id, matchedByName: actor.name, automatic: true, rule, correlationId };
    const whole = { kind, id: target, amount: valued.amount.abs() };
    try {
      const resolved = await this.targets.resolve(tx, entry, [whole], {});
      return planOf({ ...request, charges: null, exchangeDifference: null, note: null }, legsOf(valued, resolved));
    } catch (error) {
      if (error instanceof MatchRefused) return undefined;
      throw error;
    }
  }
}
