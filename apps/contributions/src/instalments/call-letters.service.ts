import type { Language } from '@abonde/money';
import { Money } from '@abonde/money';
import { type Actor, DomainError, FileStore, notFound } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Agreement, findAgreement } from '../agreements/agreement.entity';
import { confinedTo, Donors } from '../donors/donors.service';
import { callLetter } from './call-letter.pdf';
import { Instalment } from './instalment.entity';

/** Writes the letters that call instalments, in French or in English. */
@Injectable()
export class CallLetters {
  constructor(
    private readonly dataSource: DataSource,
    private readonly donors: Donors,
    private readonly files: FileStore,
  ) {}

  /** Keeps the letter as it goes out. */
  async file(
    tx: EntityManager,
    agreement: Agreement,
    instalment: Instalment,
    language: Language,
    createdBy: string,
  ): Promise<string> {
    const bytes = await this.write(tx, agreement, instalment, language);
    const name = `${instalment.reference}.pdf`;
    const { document } = await this.files.put(tx, { name, contentType: 'application/pdf', bytes, createdBy });
    return document;
  }

  /** The letter of a call in either language. @throws {DomainError} 409 `NOT_CALLED` */
  async letter(
    reference: string,
    number: number,
    language: Language,
    actor: Actor,
  ): Promise<{ name: string; bytes: Buffer }> {
    const { manager } = this.dataSource;
    const agreement = await findAgreement(manager, reference);
    const only = confinedTo(actor);
    if (only !== undefined && agreement.donor !== only) throw notFound('agreement', reference);
    const instalment = await manager.findOneBy(Instalment, { agreement: agreement.code, number });
    if (!instalment) throw notFound('instalment', `${agreement.code} ${number}`);
    if (!instalment.calledOn || !instalment.reference) throw notCalled(instalment);
    const bytes = await this.write(manager, agreement, instalment, language);
    return { name: `${instalment.reference}-${language}.pdf`, bytes };
  }

  private async write(
    tx: EntityManager,
    agreement: Agreement,
    instalment: Instalment,
    language: Language,
  ): Promise<Buffer> {
    const { name } = await this.donors.find(agreement.donor, tx);
    return callLetter({
      language,
      donor: name,
      agreement: agreement.code,
      signedOn: agreement.signedOn,
      instalment: instalment.number,
      amount: Money.minor(instalment.amount, instalment.currency),
      interest: Money.minor(instalment.interestOffset, instalment.currency),
      dueOn: instalment.dueOn,
      calledOn: instalment.calledOn ?? instalment.dueOn,
      reference: instalment.reference ?? '',
    });
  }
}

export function notCalled({ agreement, number }: Instalment): DomainError {
  return new DomainError({
    code: 'NOT_CALLED',
    status: 409,
    title: 'Not called',
    detail: `Instalment ${number} of ${agreement} is not called.`,
  });
}
