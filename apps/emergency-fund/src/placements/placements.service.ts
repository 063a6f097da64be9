import type { Day } from '@abonde/calendar';
import { MoneyDto, type Actor, BusinessClock, DomainError, forbidden, isUuid, notFound, uuid } from '@abonde/platform';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Compounding } from '../accruals/growth';
import { Facts } from '../facts/facts.service';
import { type Base, baseOf } from './base';
import { maturityOn } from './maturity';
import { Placement, PlacementRate } from './placement.entity';
import { PlacementViews, rateView, tiersView } from './placement-views.service';
import type { OpenPlacementDto, PlacementDto, RateDto, SetRateDto } from './placements.dto';
import { PlacementTerms } from './terms.service';

@Injectable()
export class PlacementsService {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
    private readonly facts: Facts,
    private readonly views: PlacementViews,
    private readonly terms: PlacementTerms,
  ) {}

  async open(tx: EntityManager, wanted: OpenPlacementDto, actor: Actor): Promise<PlacementDto> {
    await this.checkAccount(tx, wanted);
    const openedOn = wanted.openedOn ?? (await this.clock.today(tx));
    checkTerm(wanted, openedOn);
    const unbased = placementOf(wanted, openedOn, actor);
    const placement = { ...unbased, bearsOn: await this.baseOf(tx, unbased, wanted.bearsOn) };
    await tx.insert(Placement, placement);
    const text = `placement ${placement.code} opened on ${openedOn}`;
    const figures = { placement: placement.code, day: openedOn };
    await this.facts.mark(tx, openedOn, { kind: 'PLACEMENT', text, figures }, placement.pool);
    const { code, account, pool, currency, dayCount, capitalisation } = placement;
    await this.outbox.add(tx, 'abonde.emergency-fund.placement-opened.v1', {
      key: code,
      data: { placement: code, account, pool, currency, dayCount, capitalisation, openedOn },
      valueDate: openedOn,
    });
    return this.views.of(tx, placement);
  }

  async setRate(tx: EntityManager, reference: string, wanted: SetRateDto, actor: Actor): Promise<RateDto> {
    const { code, compounding } = await this.find(tx, reference);
    checkRate(wanted, compounding);
    const set: PlacementRate = {
      id: uuid(),
      placement: code,
      from: wanted.from,
      rate: wanted.rate,
      index: wanted.index ?? null,
      floor: wanted.floor ?? null,
      tiers: (wanted.tiers ?? []).map(({ above, rate }) => ({ above: Money.of(above).minor.toString(), rate })),
      setBy: actor.id,
      confirmedBy: null,
      confirmedAt: null,
    };
    await tx.insert(PlacementRate, set);
    return rateView(set);
  }

  /** From now on the rate is in force, from its own first day; what was accrued since is restated by the next run. */
  async confirmRate(tx: EntityManager, id: string, actor: Actor): Promise<RateDto> {
    if (!isUuid(id)) throw notFound('rate', id);
    const rate = await tx.findOne(PlacementRate, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!rate) throw notFound('rate', id);
    if (rate.confirmedBy !== null) {
      throw new DomainError({
        code: 'ALREADY_CONFIRMED',
        status: 409,
        title: 'Already confirmed',
        detail: 'This rate is already in force.',
      });
    }
    if (rate.setBy === actor.id) throw forbidden('Whoever set a rate does not confirm it.');
    const confirmed: PlacementRate = { ...rate, confirmedBy: actor.id, confirmedAt: new Date() };
    await tx.save(PlacementRate, confirmed);
    const placement = await this.find(tx, rate.placement);
    const text = `rate of ${inWords(rate)} on ${rate.placement} from ${rate.from}`;
    const figures = { rate: inWords(rate), placement: rate.placement, day: rate.from };
    await this.facts.mark(tx, rate.from, { kind: 'RATE', text, figures }, placement.pool);
    await this.outbox.add(tx, 'abonde.emergency-fund.rate-set.v1', {
      key: rate.placement,
      data: {
        placement: rate.placement,
        from: rate.from,
        rate: rate.rate,
        index: rate.index,
        floor: rate.floor,
        tiers: tiersView(rate),
      },
      valueDate: rate.from,
    });
    return rateView(confirmed);
  }

  async find(tx: EntityManager, reference: string): Promise<Placement> {
    const found = await tx.findOneBy(Placement, isUuid(reference) ? { id: reference } : { code: reference });
    if (!found) throw notFound('placement', reference);
    return found;
  }

  list(tx: EntityManager, after: string | undefined, limit: number): Promise<Placement[]> {
    return tx
      .createQueryBuilder(Placement, 'p')
      .where(after === undefined ? 'true' : 'p.code > :after', { after })
      .orderBy('p.code')
      .limit(limit)
      .getMany();
  }

  private async baseOf(tx: EntityManager, placement: Unbased, base?: Base): Promise<Base> {
    const { account, pool, openedOn, maturesOn, principal } = placement;
    await this.terms.lockPool(tx, pool);
    await this.terms.lockAccount(tx, account);
    const others = await tx.find(Placement, { where: [{ pool }, { account }], order: { code: 'ASC' } });
    return baseOf({ account, pool, openedOn, maturesOn, base, isDeposit: principal !== null }, others);
  }

  /** An account that isn't known yet may still be on its way from treasury; a known one has its currency. */
  private async checkAccount(tx: EntityManager, { account, currency }: OpenPlacementDto): Promise<void> {
    const [known]: { currency: string }[] = await tx.query('SELECT currency FROM bank_accounts WHERE code = $1', [
      account,
    ]);
    if (!known || known.currency === currency) return;
    throw new DomainError({
      code: 'WRONG_CURRENCY',
      status: 422,
      title: 'Wrong currency',
      detail: `The account ${account} is kept in ${known.currency}, not in ${currency}.`,
      expected: known.currency,
      given: currency,
    });
  }
}

type Unbased = Omit<Placement, 'bearsOn'>;

function placementOf(wanted: OpenPlacementDto, openedOn: Day, actor: Actor): Unbased {
  const { maturesOn = null, maturityConvention = 'FOLLOWING' } = wanted;
  return {
    id: uuid(),
    code: wanted.code ?? wanted.account,
    account: wanted.account,
    pool: wanted.pool ?? wanted.currency,
    currency: wanted.currency,
    dayCount: wanted.dayCount,
    capitalisation: wanted.capitalisation,
    compounding: wanted.compounding ?? 'SIMPLE',
    taxRate: wanted.taxRate ?? null,
    openedOn,
    agreedMaturity: maturesOn,
    maturityConvention,
    maturesOn: maturesOn && maturityOn(maturesOn, maturityConvention),
    noticeDays: wanted.noticeDays ?? null,
    breakRate: wanted.breakRate ?? null,
    varianceMinor: wanted.varianceAmount ? eurosOf(wanted.varianceAmount) : '100',
    variancePercent: wanted.variancePercent ?? '1',
    principal: wanted.principal ? principalOf(wanted.principal) : null,
    accruedThrough: null,
    expectedDueOn: null,
    expectedMinor: null,
    openedBy: actor.id,
  };
}

function checkTerm({ maturesOn, breakRate, noticeDays, principal }: OpenPlacementDto, openedOn: Day): void {
  if (maturesOn && maturesOn <= openedOn) {
    throw new DomainError({
      code: 'MATURITY_BEFORE_OPENING',
      status: 422,
      title: 'Matures before it opens',
      openedOn,
      maturesOn,
    });
  }
  if ((breakRate !== undefined || noticeDays !== undefined) && (!principal || !maturesOn)) {
    throw new DomainError({
      code: 'NOT_A_DEPOSIT',
      status: 422,
      title: 'Only a deposit can be broken',
      detail: 'Notice and a reduced rate belong to a term deposit: a principal with a maturity.',
    });
  }
}

function eurosOf(given: MoneyDto): string {
  const amount = Money.of(given);
  if (amount.currency === 'EUR' && !amount.isNegative()) return amount.minor.toString();
  throw new DomainError({
    code: 'INVALID_VARIANCE',
    status: 422,
    title: 'Invalid variance',
    detail: 'What expected and credited interest may part by is an amount in EUR, not negative.',
    field: 'varianceAmount',
  });
}

function principalOf(given: MoneyDto): string {
  const principal = Money.of(given);
  if (principal.currency === 'EUR' && principal.isPositive()) return principal.minor.toString();
  throw new DomainError({
    code: 'INVALID_PRINCIPAL',
    status: 422,
    title: 'Invalid principal',
    detail: 'A deposit is a positive sum at its value in EUR.',
  });
}

/** Brackets are of fixed rates that are never negative, ascend, and earn simple interest. */
function checkRate({ rate, index, floor, tiers = [] }: SetRateDto, compounding: Compounding): void {
  const refuse = (code: string, detail: string): never => {
    throw new DomainError({ code, status: 422, title: 'A rate that means nothing', detail });
  };
  if (floor !== undefined && index === undefined)
    refuse('FLOOR_WITHOUT_INDEX', 'A floor belongs to a rate that follows an index.');
  if (tiers.length === 0) return;
  if (index !== undefined || rate.startsWith('-'))
    refuse('INVALID_TIERS', 'Brackets have fixed rates that are not negative.');
  if (compounding !== 'SIMPLE') refuse('TIERS_DO_NOT_COMPOUND', 'Brackets earn simple interest.');
  let before = 0n;
  for (const { above } of tiers) {
    const { minor, currency } = Money.of(above);
    if (currency !== 'EUR' || minor <= before)
      refuse('INVALID_TIERS', 'Brackets begin above positive sums in EUR, lowest first.');
    before = minor;
  }
}

function inWords({ rate, index, tiers }: PlacementRate): string {
  const all = [rate, ...tiers.map((tier) => tier.rate)].map((percent) => `${percent} %`).join(' / ');
  return index === null ? all : `${index} plus ${all}`;
}
