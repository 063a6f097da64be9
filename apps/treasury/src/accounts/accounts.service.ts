import { isCurrency, Money, Rational } from '@abonde/money';
import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import type { Day } from '@abonde/calendar';
import {
  BusinessClock,
  type Command,
  decodeCursor,
  DomainError,
  isUuid,
  notFound,
  type Page,
  paged,
  type PageQuery,
  UnitOfWork,
  uuid,
} from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import { checkedBic, checkedIban } from '../beneficiaries/iban.rules';
import { RatesService } from '../rates/rates.service';
import { refuseUnratable } from '../rates/ratable';
import { inEuro } from '../rates/valuation';
import { normaliseIdentifier } from '../statements/statement';
import { BankAccount } from './account.entity';
import { type AccountDto, accountDto, type ListedAccountDto, type OpenAccountDto } from './accounts.dto';
import { acrossCurrencies } from './bank-postings';

const pcgOf = { EUR: '5121', foreign: '5124', TERM_DEPOSIT: '508' };

/** The association's bank accounts. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly rates: RatesService,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {}

  list(): Promise<BankAccount[]> {
    return this.dataSource.manager.find(BankAccount, { order: { code: 'ASC' } });
  }

  /** By code. @throws {DomainError} 400 `INVALID_CURSOR` */
  async page({ limit, cursor }: PageQuery): Promise<Page<ListedAccountDto>> {
    const [after = ''] = decodeCursor(cursor) ?? [];
    const accounts = await this.dataSource.manager.find(BankAccount, {
      where: { code: MoreThan(String(after)) },
      order: { code: 'ASC' },
      take: limit + 1,
    });
    const progress = await this.progress(accounts.map(({ id }) => id));
    return paged(
      accounts,
      limit,
      ({ code }) => [code],
      (account) => ({ ...accountDto(account), ...(progress.get(account.id) ?? { lastDay: null, unmatched: 0 }) }),
    );
  }

  private async progress(ids: string[]): Promise<Map<string, Pick<ListedAccountDto, 'lastDay' | 'unmatched'>>> {
    const rows: { id: string; last_day: Day | null; unmatched: number }[] = await this.dataSource.query(
      `SELECT a.id, (SELECT max(to_day)::text FROM statements s WHERE s.account_id = a.id) AS last_day,
              (SELECT count(*)::int FROM bank_entries e WHERE e.account_id = a.id AND e.match_id IS NULL) AS unmatched
         FROM bank_accounts a WHERE a.id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map(({ id, last_day, unmatched }) => [id, { lastDay: last_day, unmatched }]));
  }

  /** @throws {DomainError} 404 `NOT_FOUND` */
  async get(reference: string, tx: EntityManager = this.dataSource.manager): Promise<BankAccount> {
    const where = isUuid(reference) ? { id: reference } : { code: reference };
    const found = await tx.findOneBy(BankAccount, where);
    if (!found) throw notFound('bank account', reference);
    return found;
  }

  /** Registers an account and posts the balance it starts with. */
  open(command: Command, request: OpenAccountDto): Promise<AccountDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const openingDate = await this.clock.effective(request.openingDate, tx);
      const account = await this.accountOf(tx, { ...request, openingDate }, command.actor.id);
      await tx.insert(BankAccount, account);
      await this.openInLedger(tx, account);
      await this.postOpening(tx, account, command);
      return accountDto(account);
    });
  }

  private async accountOf(tx: EntityManager, request: OpenAccountDto, actor: string): Promise<BankAccount> {
    const { currency, name, openingDate, kind = 'CURRENT' } = request;
    if (!isCurrency(currency) || request.openingBalance.currency !== currency) {
      throw new DomainError({
        code: 'WRONG_CURRENCY',
        status: 422,
        title: 'Wrong currency',
        detail: `The opening balance is in the account's currency, ${currency}.`,
        currency,
      });
    }
    const iban = request.iban ? checkedIban(request.iban) : null;
    const otherId = request.otherId ?? null;
    const identifier = iban ?? (otherId && normaliseIdentifier(otherId));
    if (!identifier) {
      throw new DomainError({
        code: 'ACCOUNT_NUMBER_MISSING',
        status: 422,
        title: 'Account number missing',
        detail: 'Give an iban or an otherId.',
      });
    }
    const opening = Money.of(request.openingBalance);
    const value = await this.openingValue(tx, opening, request);
    return Object.assign(new BankAccount(), {
      id: uuid(),
      code: request.code ?? `${currency}-${identifier.slice(-8)}`,
      name,
      kind,
      iban,
      otherId,
      identifier,
      currency,
      openingDate,
      bic: request.bic ? checkedBic(request.bic) : null,
      openingMinor: opening.minor,
      openingEurMinor: value.minor,
      heldMinor: opening.minor,
      heldEurMinor: value.minor,
      openedBy: actor,
    });
  }

  private async openingValue(
    tx: EntityManager,
    opening: Money,
    { openingRate, openingDate, currency }: OpenAccountDto,
  ): Promise<Money> {
    if (openingRate !== undefined) refuseUnratable(currency, openingRate, 'openingRate');
    if (currency === 'EUR' || opening.isZero()) return Money.minor(currency === 'EUR' ? opening.minor : 0n);
    const rate = openingRate ? Rational.parse(openingRate) : await this.rates.at(tx, currency, openingDate);
    return inEuro(opening, rate);
  }

  private async openInLedger(tx: EntityManager, { code, currency, kind }: BankAccount): Promise<void> {
    const pcg = kind === 'TERM_DEPOSIT' ? pcgOf.TERM_DEPOSIT : currency === 'EUR' ? pcgOf.EUR : pcgOf.foreign;
    await this.ledger.open(tx, `bank:${code}`, { currency, pcg });
    await this.ledger.open(tx, `suspense:${code}`, { currency });
    await this.ledger.open(tx, `internal-transfers:${currency}`, { currency });
    if (currency !== 'EUR') await this.ledger.open(tx, `conversion:${currency}`, { currency });
  }

  private async postOpening(tx: EntityManager, account: BankAccount, { actor, correlationId }: Command): Promise<void> {
    const { opening, code, openingDate } = account;
    const transfer = opening.eur.isZero() ? undefined : uuid();
    const lines = acrossCurrencies(`bank:${code}`, 'clearing:contributions', opening);
    let accountingDate = openingDate;
    if (lines.length > 0) {
      const [posted] = await this.ledger.post(tx, {
        kind: 'bank-account-opened',
        reason: `Opening balance of ${code}`,
        reference: code,
        valueDate: openingDate,
        ...(transfer && { transfer }),
        actor: actor.id,
        postings: lines,
      });
      accountingDate = posted?.accountingDate ?? openingDate;
    }
    await this.outbox.add(tx, 'abonde.treasury.bank-account-opened.v1', {
      key: code,
      data: {
        account: code,
        name: account.name,
        currency: account.currency,
        opening: opening.amount.toJSON(),
        openingEur: opening.eur.toJSON(),
        openingDate,
      },
      ...(transfer && { transfer }),
      accountingDate,
      valueDate: openingDate,
      correlationId,
    });
  }
}
