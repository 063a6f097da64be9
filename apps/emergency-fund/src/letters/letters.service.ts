import { Money } from '@abonde/money';
import { FileStore, notFound, type StoredDocument } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AidCase } from '../aid/case.entity';
import { AidDecision } from '../aid/decision.entity';
import { SYSTEM } from '../fund/fund-book.service';
import { aidLetter } from './aid-letter.pdf';

/** Letters are written once, when first asked for, and kept: whoever asks later reads the same bytes. */
@Injectable()
export class LettersService {
  constructor(
    private readonly files: FileStore,
    private readonly dataSource: DataSource,
  ) {}

  /** @throws {DomainError} 404 `NOT_FOUND` where nothing is notified: no such decision, or a proposal sent back */
  async of(number: string, language: 'fr' | 'en'): Promise<StoredDocument> {
    return this.dataSource.transaction(async (tx) => {
      const decision = await tx.findOne(AidDecision, { where: { number }, lock: { mode: 'pessimistic_write' } });
      if (!decision || decision.outcome === 'RETURNED') throw notFound('letter', number);
      const [kept]: { document: string }[] = await tx.query(
        'SELECT document FROM aid_letters WHERE decision = $1 AND language = $2',
        [number, language],
      );
      return this.files.get(kept?.document ?? (await this.write(tx, decision, language)), tx);
    });
  }

  private async write(tx: EntityManager, decision: AidDecision, language: 'fr' | 'en'): Promise<string> {
    const { number, case: code, grantedMinor, proposedMinor, decidedOn, purpose, reason } = decision;
    const { city, country, occurredOn } = await tx.findOneByOrFail(AidCase, { code });
    const money = (minor: string): Money => Money.minor(BigInt(minor));
    const bytes = await aidLetter({
      ...{ language, number, city, country, occurredOn, decidedOn, purpose, reason },
      granted: grantedMinor === null ? undefined : money(grantedMinor),
      proposed: grantedMinor !== null && grantedMinor !== proposedMinor ? money(proposedMinor) : undefined,
      signer: decision.deciderName,
      onBehalfOf: decision.onBehalfOf,
    });
    const name = `${number}-${language}.pdf`;
    const { document } = await this.files.put(tx, { name, contentType: 'application/pdf', bytes, createdBy: SYSTEM });
    await tx.query('INSERT INTO aid_letters (decision, language, document) VALUES ($1, $2, $3)', [
      number,
      language,
      document,
    ]);
    return document;
  }
}
