import { Injectable } from '@nestjs/common';
import { type BookName, BOOKS, OtherServices, type Verification } from './other-services.service';
import { type Fault, type Seal, SealWitness, type Witnessed } from './seal-witness.service';

export interface BookCheck {
  book: BookName;
  transactions: number;
  head: string;
  verified: boolean;
  verifiedAt: string;
  firstBad: Fault | null;
  /** What reporting saw in the log. */
  witness: { transactions: number; head: string };
  /** Transactions of the book that have not reached reporting yet. */
  behind: number;
}

/** Each book as its service verifies it, held against the copy that reporting took from the log. */
@Injectable()
export class Books {
  constructor(
    private readonly witness: SealWitness,
    private readonly services: OtherServices,
  ) {}

  check(authorization: string): Promise<BookCheck[]> {
    return Promise.all(BOOKS.map((book) => this.checkOne(book, authorization)));
  }

  private async checkOne(book: BookName, authorization: string): Promise<BookCheck> {
    const [witnessed, own] = await Promise.all([this.witness.examine(book), this.services.verify(book, authorization)]);
    const firstBad = witnessed.fault ?? (await this.difference(book, witnessed, own, authorization));
    const seen = { transactions: witnessed.transactions, head: witnessed.head };
    return {
      book,
      transactions: own?.transactions ?? seen.transactions,
      head: own?.head ?? seen.head,
      verified: firstBad === null,
      verifiedAt: own?.verifiedAt ?? new Date().toISOString(),
      firstBad,
      witness: seen,
      behind: Math.max(0, (own?.transactions ?? 0) - seen.transactions),
    };
  }

  private async difference(
    book: BookName,
    seen: Witnessed,
    own: Verification | undefined,
    authorization: string,
  ): Promise<Fault | null> {
    if (!own) return { number: null, transaction: null, reason: 'the service does not answer' };
    if (own.firstBad || !own.verified)
      return own.firstBad ?? { number: null, transaction: null, reason: 'the service finds its book altered' };
    if (own.transactions === seen.transactions && own.head === seen.head) return null;
    if (own.transactions < seen.transactions) return this.firstRewritten(book, seen.transactions, authorization);
    if (own.transactions > seen.transactions && (await this.agrees(book, seen.transactions, authorization)))
      return null;
    return this.firstRewritten(book, seen.transactions, authorization);
  }

  /** Roots are chained: where one agrees, all before it agree. So the first that doesn't is found by halving. */
  private async firstRewritten(book: BookName, last: number, authorization: string): Promise<Fault> {
    let [good, bad] = [0, last];
    while (bad - good > 1) {
      const middle = Math.floor((good + bad) / 2);
      if (await this.agrees(book, middle, authorization)) good = middle;
      else bad = middle;
    }
    const block = await this.witness.blockOf(book, bad);
    for (const seal of await this.witness.seals(book, block.first, block.last)) {
      const proof = await this.services.proof(book, seal.transaction, authorization);
      if (proof?.hash !== seal.hash)
        return rewritten(seal, proof ? 'its content was replaced' : 'the book no longer has it');
    }
    const [first] = await this.witness.seals(book, bad, bad);
    return rewritten(first, 'its block was replaced');
  }

  private async agrees(book: BookName, number: number, authorization: string): Promise<boolean> {
    if (number === 0) return true;
    const [seal] = await this.witness.seals(book, number, number);
    const proof = seal && (await this.services.proof(book, seal.transaction, authorization));
    return proof !== undefined && proof.hash === seal?.hash && proof.root === seal.root;
  }
}

function rewritten(seal: Seal | undefined, reason: string): Fault {
  return {
    number: seal?.number ?? null,
    transaction: seal?.transaction ?? null,
    reason: `${reason} after it was published`,
  };
}
