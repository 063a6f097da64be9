/** What a return did beside its postings, kept with them for whoever undoes it; minor units. */
export interface ReturnMemo {
  /** Instalments owed again: in their own currency, and the euros booked for it. */
  owed: { instalment: string; minor: string; booked: string }[];
  /** Money without an owner that it took. */
  waiting: { unapplied: string; minor: string }[];
}
