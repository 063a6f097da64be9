import { Money } from '@abonde/money';
import { type Command, problemOf, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockEntries, valuedOf } from './entry-row.store';
import type { ActDto, BatchMatchDto, JointMatchDto, MatchDto, MatchRequestDto, RefusedMatchDto } from './matches.dto';
import { MatchesService } from './matches.service';
import { sharesOf } from './shares';
import { MatchRefused, type Target } from './target';

/** Matches that one act makes together: they share its number and are undone together. */
@Injectable()
export class ActsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly matches: MatchesService,
  ) {}

  /** Several entries explained together by one target or several. @throws {MatchRefused} */
  joint(command: Command, request: JointMatchDto): Promise<ActDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const act = uuid();
      const matches: MatchDto[] = [];
      for (const part of await this.parts(tx, request))
        matches.push(await this.matches.matchOne(tx, command, part, act));
      return { act, matches, refused: [] };
    });
  }

  /** Many entries, each by its own targets: those that can't be any more are told and left alone. */
  batch(command: Command, { matches: requests }: BatchMatchDto): Promise<ActDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const act = uuid();
      const [matches, refused]: [MatchDto[], RefusedMatchDto[]] = [[], []];
      // In the order of their ids, so that two commands never wait for each other.
      for (const request of [...requests].sort((a, b) => (a.entryId < b.entryId ? -1 : 1))) {
        try {
          // A savepoint: what one line did before it was refused is undone.
          matches.push(await tx.transaction((part) => this.matches.matchOne(part, command, request, act)));
        } catch (error) {
          refused.push(refusalOf(request, error));
        }
      }
      return { act, matches, refused };
    });
  }

  private async parts(tx: EntityManager, request: JointMatchDto): Promise<MatchRequestDto[]> {
    const { entryIds, targets: given, charges, exchangeDifference, ...rest } = request;
    const rows = await lockEntries(tx, entryIds);
    const missing = entryIds.find((id) => !rows.some((row) => row.id === id));
    if (missing)
      throw new MatchRefused('UNKNOWN_ENTRY', 404, 'Unknown entry', `No bank entry has the id ${missing}.`, {
        entry: missing,
      });
    const entries = [...rows]
      .sort((a, b) => a.booking_date.localeCompare(b.booking_date) || a.id.localeCompare(b.id))
      .map((row) => ({ id: row.id, amount: valuedOf(row).amount }));
    const targets = given.map(({ kind, id, amount }): Target => ({
      kind,
      id,
      amount: amount ? Money.of(amount) : whole(entries),
    }));
    const shares = sharesOf(entries, targets, moneyOf(charges), moneyOf(exchangeDifference));
    return shares.map((share) => ({
      ...rest,
      entryId: share.entry,
      targets: share.targets.map(({ kind, id, amount }) => ({ kind, id, amount: amount.toJSON() })),
      ...(share.charges && { charges: share.charges.toJSON() }),
      ...(share.exchangeDifference && { exchangeDifference: share.exchangeDifference.toJSON() }),
    }));
  }
}

function whole(entries: readonly { amount: Money }[]): Money {
  const amounts = entries.map(({ amount }) => amount.abs());
  return Money.sum(amounts, amounts[0]?.currency);
}

function moneyOf(given: { amount: string; currency: string } | undefined): Money | null {
  return given ? Money.of(given) : null;
}

/** @throws what isn't a refusal of this line: then nothing of the act holds */
function refusalOf({ entryId }: MatchRequestDto, error: unknown): RefusedMatchDto {
  const problem = problemOf(error);
  if (!problem || problem.status >= 500) throw error;
  const { code, title, detail } = problem;
  return { entryId, code, title, detail };
}
